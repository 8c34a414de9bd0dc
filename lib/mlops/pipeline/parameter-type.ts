/** What a parameter holds. Values of another type are refused when a run is created. */
export enum ParameterType {
  /** Text. */
  STRING = 'STRING',
  /** A whole number. */
  NUMBER_INTEGER = 'NUMBER_INTEGER',
  /** A number. */
  NUMBER_DOUBLE = 'NUMBER_DOUBLE',
  /** True or false. */
  BOOLEAN = 'BOOLEAN',
  /** A JSON array. */
  LIST = 'LIST',
  /** A JSON object. */
  STRUCT = 'STRUCT',
}
