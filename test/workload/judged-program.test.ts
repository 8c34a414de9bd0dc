import { Testing } from 'cdk8s';
import { JudgedProgram } from '../../lib/workload';
import { DeclaredPath } from '../request-path/declared';

describe('the report of a program', () => {
  const { app } = new DeclaredPath(Testing.app()).connected();

  it('comes in every form, and says what the program was judged by', async () => {
    const files = await JudgedProgram.of(app, { date: '2026-11-23' }).report({ title: 'three tiers' });
    expect(Object.keys(files)).toEqual(['report.html', 'report.json', 'report.sarif', 'topology.mmd']);
    const report = JSON.parse(files['report.json'] ?? '') as object;
    expect(report).toMatchObject({ title: 'three tiers', date: '2026-11-23', summary: { passed: true } });
    expect(files['report.html']).toContain('<h1>three tiers</h1>');
  });

  it('knows the declared connections: R8 is decided', async () => {
    const files = await JudgedProgram.of(app).report();
    const { claims } = JSON.parse(files['report.json'] ?? '') as { claims: { claim: string; outcome: string }[] };
    expect(claims.find(({ claim }) => claim === 'R8')?.outcome).toBe('proven');
  });
});
