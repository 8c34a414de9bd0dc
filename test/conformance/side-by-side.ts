/**
 * Runs the tasks in their order, at most so many at a time.
 *
 * @returns what they returned, in the order of the tasks
 * @throws what a task throws first; what is running then is not waited for
 */
export async function sideBySide<T>(tasks: readonly (() => Promise<T>)[], atOnce: number): Promise<T[]> {
  const results: T[] = [];
  const waiting = tasks.entries();
  // all lanes take from the same iterator
  const lane = async (): Promise<void> => {
    for (const [index, task] of waiting) results[index] = await task();
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return results;
}
