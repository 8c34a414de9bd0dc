import { namespace, ZONE_LABEL } from '../documents';
import { allows, denies, type PolicyCase } from '../policy-case';

const POD_SECURITY = 'pod-security.kubernetes.io/';
const RESTRICTED = {
  [`${POD_SECURITY}enforce`]: 'restricted',
  [`${POD_SECURITY}enforce-version`]: 'v1.36',
  [`${POD_SECURITY}audit`]: 'restricted',
  [`${POD_SECURITY}warn`]: 'restricted',
};

export const cases: readonly PolicyCase[] = [
  allows('it does', namespace('new', { [ZONE_LABEL]: 'new', ...RESTRICTED })),
  allows('another namespace need not', namespace('new')),
  denies('it has no such label', namespace('new', { [ZONE_LABEL]: 'new' })),
  denies(
    'it enforces less',
    namespace('new', { [ZONE_LABEL]: 'new', ...RESTRICTED, [`${POD_SECURITY}enforce`]: 'baseline' }),
  ),
  denies(
    'it enforces a moving version',
    namespace('new', { [ZONE_LABEL]: 'new', ...RESTRICTED, [`${POD_SECURITY}enforce-version`]: 'latest' }),
  ),
  denies(
    'it audits less',
    namespace('new', { [ZONE_LABEL]: 'new', ...RESTRICTED, [`${POD_SECURITY}audit`]: 'privileged' }),
  ),
  denies(
    'it warns of less',
    namespace('new', { [ZONE_LABEL]: 'new', ...RESTRICTED, [`${POD_SECURITY}warn`]: 'privileged' }),
  ),
  denies('an update takes it away', namespace('old', { [ZONE_LABEL]: 'old' }), {
    operation: 'UPDATE',
    stored: namespace('old', { [ZONE_LABEL]: 'old', ...RESTRICTED }),
  }),
];
