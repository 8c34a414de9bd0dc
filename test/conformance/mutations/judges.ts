import { absentObjects } from '../../../lib/assurance/absent-objects';
import { ClaimOutcome, judgeClaims, type ClaimContext } from '../../../lib/assurance/claims';
import { type KubernetesDocument } from '../../../lib/assurance/document';
import { DocumentSet } from '../../../lib/assurance/document-set';
import { judgeByPolicies } from '../../../lib/assurance/policy-judge';
import { schemaErrors } from '../../openapi/schema-errors';
import { type Mutant } from './mutant';

/** Who noticed a mutant first: `policy image-digest`, `claim R8`, `schema` (that of the API server). */
export type Killer = string;

/** The judges of this repository, and the schema by which an API server validates. */
export class Judges {
  private readonly proven: readonly string[];

  /** @throws if the documents are not in order before anything is changed */
  constructor(
    documents: readonly KubernetesDocument[],
    private readonly context: ClaimContext,
  ) {
    const set = DocumentSet.of(documents);
    const findings = [...judgeByPolicies(set).findings, ...absentObjects(set)];
    const claims = judgeClaims(set, context);
    const wrong = [
      ...findings.map(({ rule, message }) => `${rule}: ${message}`),
      ...claims.flatMap(({ claim, counterexamples }) => counterexamples.map(({ sentence }) => `${claim}: ${sentence}`)),
      ...documents.flatMap(schemaErrors),
    ];
    if (wrong.length > 0) throw new Error(wrong.join('\n'));
    this.proven = claims.filter(({ outcome }) => outcome === ClaimOutcome.PROVEN).map(({ claim }) => claim);
  }

  /** @returns who notices the mutant first, or nothing; the quick judges are asked first */
  killer({ documents, changed }: Mutant): Killer | undefined {
    if (changed !== undefined) {
      // no other document gets another verdict, unless its zone has changed
      const isZone = ({ kind }: KubernetesDocument): boolean => kind === 'Namespace';
      const judged = isZone(changed) ? documents : [...documents.filter(isZone), changed];
      const [finding] = judgeByPolicies(DocumentSet.of(judged)).findings;
      if (finding !== undefined) return `policy ${finding.rule}`;
      if (schemaErrors(changed).length > 0) return 'schema';
    }
    const set = DocumentSet.of(documents);
    const [absent] = absentObjects(set);
    if (absent !== undefined) return `policy ${absent.rule}`;
    const verdicts = judgeClaims(set, this.context);
    const lost = verdicts.find(({ claim, outcome }) => this.proven.includes(claim) && outcome !== ClaimOutcome.PROVEN);
    return lost === undefined ? undefined : `claim ${lost.claim}`;
  }
}
