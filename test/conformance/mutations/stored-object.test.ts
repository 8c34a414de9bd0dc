import { stored } from './stored-object';

const pod = (securityContext: object, container: object): object => ({
  kind: 'Pod',
  spec: { securityContext, containers: [{ name: 'a', ...container }] },
});

test('it does not matter whether the pod or its containers say who they are', () => {
  const byPod = stored(pod({ runAsUser: 10001, fsGroup: 1 }, { securityContext: { privileged: false } }));
  expect(stored(pod({ fsGroup: 1 }, { securityContext: { runAsUser: 10001 } }))).toEqual(byPod);
  expect(stored(pod({ fsGroup: 1, runAsUser: 5 }, { securityContext: { runAsUser: 10001 } }))).toEqual(byPod);
  expect(stored(pod({ fsGroup: 1 }, {}))).not.toEqual(byPod);
  expect(stored(pod({ runAsUser: 10001 }, {}))).not.toEqual(byPod);
});

test('what the store adds does not matter, what a flag says does', () => {
  const object = (flag: object, uid: string): object => ({
    metadata: { uid, labels: { a: 'b' } },
    spec: flag,
    status: uid,
  });
  expect(stored(object({ optional: false }, '1'))).toEqual(stored(object({}, '2')));
  expect(stored(object({ optional: true }, '1'))).not.toEqual(stored(object({}, '1')));
  expect(stored(object({ hostUsers: false }, '1'))).not.toEqual(stored(object({}, '1')));
});
