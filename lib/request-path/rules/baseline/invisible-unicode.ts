import { type BaselineFamily } from '../baseline-family';

/**
 * Text hidden in characters that nobody sees. The guard removes them from what it forwards and writes a marker for each into one
 * of the forms that it scans; these rules look at the markers. Single joiners and marks, which many scripts need, pass.
 */
export const invisibleUnicode: BaselineFamily = {
  family: 'invisible-unicode',
  direction: 'input',
  rules: [
    [
      String.raw`\[invisible:tag\] ?(?:\[invisible:tag\] ?){3}`,
      '[invisible:tag][invisible:tag][invisible:tag][invisible:tag]',
    ],
    [
      String.raw`\[invisible:variation-selector\](?:\[invisible:variation-selector\]){3}`,
      '[invisible:variation-selector][invisible:variation-selector][invisible:variation-selector][invisible:variation-selector]',
    ],
    [String.raw`\[invisible:share-25\]`, '[invisible:share-25]'],
    [
      String.raw`\[invisible:zero-width\](?:\[invisible:zero-width\]){7}`,
      '[invisible:zero-width][invisible:zero-width][invisible:zero-width][invisible:zero-width][invisible:zero-width][invisible:zero-width][invisible:zero-width][invisible:zero-width]',
    ],
    [
      String.raw`\[invisible:bidi\](?:\[invisible:bidi\]){5}`,
      '[invisible:bidi][invisible:bidi][invisible:bidi][invisible:bidi][invisible:bidi][invisible:bidi]',
    ],
    [
      String.raw`\[invisible:other\](?:\[invisible:other\]){3}`,
      '[invisible:other][invisible:other][invisible:other][invisible:other]',
    ],
  ],
};
