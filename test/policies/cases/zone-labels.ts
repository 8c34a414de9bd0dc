import { namespace, ZONE_LABEL } from '../documents';
import { allows, denies, DEVELOPER, type PolicyCase } from '../policy-case';

export const cases: readonly PolicyCase[] = [
  allows('a deployer makes a zone', namespace('new', { [ZONE_LABEL]: 'new' })),
  allows('a developer makes another namespace', namespace('new'), { as: DEVELOPER }),
  allows('a deployer deletes a zone', namespace('old', { [ZONE_LABEL]: 'old' }), { operation: 'DELETE' }),
  allows('a developer deletes another namespace', namespace('old'), { operation: 'DELETE', as: DEVELOPER }),
  allows('a deployer makes a namespace a zone', namespace('old', { [ZONE_LABEL]: 'old' }), {
    operation: 'UPDATE',
    stored: namespace('old'),
  }),
  allows('another label of a zone changes', namespace('old', { [ZONE_LABEL]: 'old', note: 'x' }), {
    operation: 'UPDATE',
    stored: namespace('old', { [ZONE_LABEL]: 'old' }),
    as: DEVELOPER,
  }),
  denies('a developer makes a zone', namespace('new', { [ZONE_LABEL]: 'new' }), { as: DEVELOPER }),
  denies('a developer makes a namespace a zone', namespace('old', { [ZONE_LABEL]: 'old' }), {
    operation: 'UPDATE',
    stored: namespace('old'),
    as: DEVELOPER,
  }),
  denies('a deployer takes the label away', namespace('old'), {
    operation: 'UPDATE',
    stored: namespace('old', { [ZONE_LABEL]: 'old' }),
  }),
  denies('a deployer changes the label', namespace('old', { [ZONE_LABEL]: 'other' }), {
    operation: 'UPDATE',
    stored: namespace('old', { [ZONE_LABEL]: 'old' }),
  }),
  denies('the status takes it away', namespace('old'), {
    operation: 'UPDATE',
    subResource: 'status',
    stored: namespace('old', { [ZONE_LABEL]: 'old' }),
  }),
  denies('finalize takes it away', namespace('old'), {
    operation: 'UPDATE',
    subResource: 'finalize',
    stored: namespace('old', { [ZONE_LABEL]: 'old' }),
  }),
  denies('a developer deletes a zone', namespace('old', { [ZONE_LABEL]: 'old' }), {
    operation: 'DELETE',
    as: DEVELOPER,
  }),
];
