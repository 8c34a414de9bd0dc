import { lostFields } from './lost-fields';

test('nothing is lost when everything written is stored, whatever the server added', () => {
  expect(
    lostFields(
      { spec: { cpu: '1000m', ports: [{ port: 80 }] } },
      { spec: { cpu: '1', ports: [{ port: 80, protocol: 'TCP' }] }, status: {} },
    ),
  ).toEqual([]);
});

test('a dropped field is named with its path, also when its value is false', () => {
  expect(
    lostFields({ spec: { hostUsers: false, list: [{ a: 1 }, { b: 2 }] } }, { spec: { list: [{ a: 1 }] } }),
  ).toEqual(['.spec.hostUsers', '.spec.list.1']);
});

test('a plain value that is zero is stored as absent and not lost, any other value is', () => {
  expect(lostFields({ readOnly: false, initialDelaySeconds: 0 }, {})).toEqual([]);
  expect(lostFields({ readOnly: true, initialDelaySeconds: 5 }, {})).toEqual(['.readOnly', '.initialDelaySeconds']);
});
