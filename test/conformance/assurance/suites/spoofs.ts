import { deniedBy } from '../denial';
import { SPOOFS } from '../spoofs';
import { type Stage } from '../stage';

const ROWS = SPOOFS.map((spoof) => ({ name: `${spoof.by}: ${spoof.title}`, spoof }));

/** The negative control: without the policies everything that they deny goes through, and does harm. */
export function spoofsSucceedSuite(running: () => Stage): void {
  const rows: string[] = [];

  afterAll(() => {
    console.log(`without the policies\n${rows.join('\n')}`);
  });

  test.each(ROWS)('$name succeeds', async ({ name, spoof }) => {
    const stage = running();
    try {
      const { code, stdout, stderr } = await spoof.request(stage, stage.users[spoof.by]);
      expect({ code, said: code === 0 ? '' : `${stdout}${stderr}` }).toEqual({ code: 0, said: '' });
      rows.push(`${name}: ${(await spoof.effect?.(stage)) ?? 'admitted'}`);
    } finally {
      await spoof.undo?.(stage);
    }
  });
}

/** With the policies each is denied, by the rule that is meant to. */
export function spoofsAreDeniedSuite(running: () => Stage): void {
  const rows: string[] = [];

  afterAll(() => {
    console.log(`with the policies\n${rows.join('\n')}`);
  });

  test.each(ROWS)('$name is denied', async ({ name, spoof }) => {
    const stage = running();
    const result = await spoof.request(stage, stage.users[spoof.by]);
    const rule = deniedBy(result);
    if (result.code === 0) await spoof.undo?.(stage);
    expect({ said: rule === undefined ? `${result.stdout}${result.stderr}` : '' }).toEqual({ said: '' });
    expect(spoof.rules).toContain(rule);
    rows.push(`${name}: ${rule}`);
  });

  test('they are by at least a dozen rules, as people with and without the right to deploy', () => {
    expect(new Set(SPOOFS.flatMap(({ rules }) => rules)).size).toBeGreaterThan(12);
    expect(new Set(SPOOFS.map(({ by }) => by))).toEqual(new Set(['tenant', 'deployer', 'administrator']));
  });
}
