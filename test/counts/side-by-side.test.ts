import { setTimeout as sleep } from 'node:timers/promises';
import { sideBySide } from '../conformance/side-by-side';

test('as many tasks run as may run at once, and the results keep the order of the tasks', async () => {
  const running = new Set<number>();
  const together: number[] = [];
  const task = (milliseconds: number) => async (): Promise<number> => {
    running.add(milliseconds);
    together.push(running.size);
    await sleep(milliseconds);
    running.delete(milliseconds);
    return milliseconds;
  };
  expect(await sideBySide([20, 1, 2, 3].map(task), 2)).toEqual([20, 1, 2, 3]);
  expect(Math.max(...together)).toBe(2);
});

test('what a task throws is thrown', async () => {
  await expect(sideBySide([() => Promise.reject(new Error('broken'))], 2)).rejects.toThrow('broken');
});
