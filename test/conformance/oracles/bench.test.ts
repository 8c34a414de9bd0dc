import { tables } from '../../../scripts/bench/bench';
import { measureProof } from '../../../scripts/bench/proof-scale';
import { measureStartUp } from '../../../scripts/bench/start-up';

test('the bench measures a tiny cluster beside np-guard, and a program of each package', async () => {
  const proofs = await measureProof([20, 40], 20);
  const { imports, synths } = await measureStartUp(1);
  expect(proofs.map(({ workloads, ours, npGuard }) => [workloads, ours.pairs > 0, npGuard !== undefined])).toEqual([
    [20, true, true],
    [40, true, false],
  ]);
  const text = tables(proofs, [imports, synths]);
  expect(text).toMatch(/^\| 20 \| .* s \| .* × \| {2}\|$/m);
  expect(text).toMatch(/^\| 40 \| .* not asked \| not asked \| {2}\| .* × for 2\.0 × \|$/m);
  expect(text.match(/^\| import cdk8s-(plus-28|secure-llm) \| \d+\.\d\d s \|/gm)).toHaveLength(2);
});
