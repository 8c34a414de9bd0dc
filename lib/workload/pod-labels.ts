import { LabelKey } from './labels';

/** Labels of the pods of an identity; only the first selects anything. */
export function podLabels(name: string): { [key: string]: string } {
  return {
    [LabelKey.WORKLOAD]: name,
    [LabelKey.APP_NAME]: name,
    [LabelKey.APP_INSTANCE]: name,
    [LabelKey.APP_PART_OF]: 'secure-llm',
  };
}
