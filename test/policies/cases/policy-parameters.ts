import { PARAMETERS } from '../../../lib/assurance/policy-parameters';
import { PolicySet } from '../../../lib/assurance/policy-set';
import { configMap } from '../documents';
import { allows, denies, DEVELOPER, type PolicyCase } from '../policy-case';

const parameters = PolicySet.shipped().parameters.document;
const changed = PolicySet.shipped().parameters.with('registries', ['docker.io/']).document;

export const cases: readonly PolicyCase[] = [
  allows('a deployer changes them', changed, { operation: 'UPDATE', stored: parameters }),
  allows('a developer writes other settings', configMap({ a: 'b' }), { as: DEVELOPER }),
  denies('a developer changes them', changed, { operation: 'UPDATE', stored: parameters, as: DEVELOPER }),
  denies('a developer deletes them', parameters, { operation: 'DELETE', as: DEVELOPER }),
  denies('a developer writes beside them', configMap({ a: 'b' }, { namespace: PARAMETERS.namespace }), {
    as: DEVELOPER,
  }),
];
