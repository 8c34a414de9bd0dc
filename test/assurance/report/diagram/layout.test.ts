import { DocumentSet } from '../../../../lib/assurance';
import { topologyOf } from '../../../../lib/assurance/report';
import { type Box, type Layout, layoutOf } from '../../../../lib/assurance/report/diagram/layout';
import { deployment, type Draft, requestPath } from '../../claims/request-path';
import { hostile, withoutPolicies } from '../judged';

function laidOut(documents: readonly Draft[]): Promise<Layout | undefined> {
  return layoutOf(topologyOf(DocumentSet.of(documents), ['guardrail', 'inference', 'output']));
}

async function placed(documents: readonly Draft[]): Promise<Layout> {
  const layout = await laidOut(documents);
  if (layout === undefined) throw new Error('nothing was laid out');
  return layout;
}

/** Half a pixel is lost to rounding. */
const inside = (inner: Box, outer: Box): boolean =>
  inner.x >= outer.x - 0.5 &&
  inner.y >= outer.y - 0.5 &&
  inner.x + inner.width <= outer.x + outer.width + 0.5 &&
  inner.y + inner.height <= outer.y + outer.height + 0.5;

const apart = (a: Box, b: Box): boolean =>
  a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;

test.each([
  ['the request path', requestPath()],
  ['one with a hole', withoutPolicies(requestPath())],
  ['hostile names', hostile(requestPath())],
])(
  'of %s everything lies in the drawing, workloads in their namespace, and nothing covers another',
  async (_, documents) => {
    const { width, height, namespaces, ends, connections } = await placed(documents);
    const all = { x: 0, y: 0, width, height };
    expect([...namespaces, ...ends].filter((box) => !inside(box, all))).toEqual([]);
    for (const end of ends) {
      const own = namespaces.find(({ namespace }) => namespace.name === end.end.namespace);
      expect(own === undefined ? end.end.kind : inside(end, own)).toBe(own === undefined ? 'peer' : true);
      expect(ends.filter((other) => other !== end && !apart(end, other))).toEqual([]);
    }
    expect(connections.length).toBeGreaterThan(0);
    const points = connections.flatMap(({ curve, tip, label }) => [...curve, tip, label]);
    expect(points.filter(({ x, y }) => !Number.isFinite(x) || !Number.isFinite(y))).toEqual([]);
  },
);

test('callers stand left of the path, and each tier left of the next', async () => {
  const { ends } = await placed(requestPath());
  const x = (name: RegExp): number => ends.find(({ end }) => name.test(end.name))?.x ?? NaN;
  const order = [x(/frontend/), x(/^guardrail$/), x(/^output-processor$/), x(/^llama$/)];
  expect(order).toEqual([...order].sort((a, b) => a - b));
  expect(new Set(order).size).toBe(4);
});

test('a peer that connects and is connected to stands on both sides', async () => {
  const { ends } = await placed(withoutPolicies(requestPath()));
  expect(ends.filter(({ end }) => end.name === 'any pod and any address')).toHaveLength(2);
});

test('nothing to draw, or more than anybody reads from a drawing, is not laid out', async () => {
  expect(await laidOut([])).toBeUndefined();
  const many = Array.from({ length: 61 }, (_, index) => deployment('shop', `web-${index}`, { app: `web-${index}` }));
  expect(await laidOut(many)).toBeUndefined();
});
