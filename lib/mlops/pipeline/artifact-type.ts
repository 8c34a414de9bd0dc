/** What a file or folder that one step leaves for the next one holds. */
export enum ArtifactType {
  /** Anything; an input of this type takes every artifact. */
  ARTIFACT = 'system.Artifact',
  /** Data to train on, to judge with or to learn from. */
  DATASET = 'system.Dataset',
  /** Weights, an adapter, or a rule set. */
  MODEL = 'system.Model',
  /** Measured figures. */
  METRICS = 'system.Metrics',
}
