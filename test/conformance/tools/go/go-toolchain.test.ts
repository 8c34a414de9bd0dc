import { isNewEnough } from './go-toolchain';

test.each(['1.26', '1.26.8', '1.27rc1', '2.0'])('Go %s builds Kubernetes 1.36', (version) => {
  expect(isNewEnough(version)).toBe(true);
});

test.each(['1.19.8', '1.25.7', '1.9', ''])('Go %j is too old', (version) => {
  expect(isNewEnough(version)).toBe(false);
});
