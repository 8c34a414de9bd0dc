import { type DocumentJudgement, type DocumentSet, judgeDocuments } from '../../assurance';
import { type CliEnvironment } from '../environment';
import { readFacts } from './facts';
import { foldOwned } from './fold-owned';
import { type JudgingOptions } from './judging-options';
import { chooseZones, type ZoneChoice } from './zones';

/** A judgement with what it was based on. */
export interface JudgedManifests extends DocumentJudgement {
  /** How the trust zones were found. */
  readonly zoneChoice: ZoneChoice;
  /** Day on which waivers were judged, as YYYY-MM-DD. */
  readonly date: string;
}

/** @throws if the file of facts cannot be read */
export function judgeManifests(
  documents: DocumentSet,
  options: JudgingOptions,
  environment: CliEnvironment,
): JudgedManifests {
  const zoneChoice = chooseZones(documents, options.zone);
  const date = options.date ?? environment.today();
  const judgement = judgeDocuments(documents, {
    ...(options.facts !== undefined && readFacts(options.facts, environment.folder)),
    zones: zoneChoice.names,
    date,
    release: options.release,
  });
  const { findings, waived } = judgement;
  const said = foldOwned(
    documents,
    findings,
    waived.map(({ finding }) => finding),
  );
  return { ...judgement, findings: said, zoneChoice, date };
}
