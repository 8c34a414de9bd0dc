import { ClaimOutcome } from '../../../../lib/assurance/claims';
import { Severity } from '../../../../lib/assurance/finding';
import { zoneFiles } from '../../stack/written-documents';
import { type CheckReport, CommandLine } from '../command-line';
import { type Stage } from '../stage';
import { removeTenants } from '../users';

/** Everything that a claim or a rule looks at; Secrets are left out, as `check --live` asks for their names only. */
const JUDGED =
  'namespaces,nodes,pods,deployments,services,endpointslices,networkpolicies,serviceaccounts,configmaps,resourcequotas,limitranges,' +
  'poddisruptionbudgets,roles,rolebindings,clusterroles,clusterrolebindings,' +
  'validatingadmissionpolicies,validatingadmissionpolicybindings';

/** What the quickstart has no part for. */
const UNDECIDABLE = ['R12'];

/** The command judges the very cluster that the other tests have just tried. */
export function commandLineSuite(running: () => Stage): void {
  let stage: Stage;
  let command: CommandLine;

  beforeAll(async () => {
    stage = running();
    const { administrator } = stage.users;
    command = await CommandLine.of(stage);
    // the actors of the other tests: a cluster with them is no cluster in which the claims hold
    await removeTenants(administrator);
    for (const { namespace, pod } of stage.stack.all.map((tier) => stage.bystander(tier)))
      await administrator.run(['-n', namespace, 'delete', 'pod', pod, '--grace-period=0', '--force']);
    await administrator.run(['-n', 'other', 'delete', 'pods', '--all', '--grace-period=0', '--force']);
  });

  const outcomes = ({ claims }: CheckReport): Readonly<Record<string, ClaimOutcome>> =>
    Object.fromEntries(claims.map(({ claim, outcome }) => [claim, outcome]));

  function expectProven(report: CheckReport): void {
    const refuted = report.claims.flatMap(({ counterexamples }) => counterexamples.map(({ sentence }) => sentence));
    expect(refuted).toEqual([]);
    const open = Object.entries(outcomes(report)).filter(([, outcome]) => outcome !== ClaimOutcome.PROVEN);
    expect(open.map(([claim]) => claim)).toEqual(UNDECIDABLE);
    const wrong = report.findings.filter(({ severity }) => severity === Severity.ERROR);
    expect(wrong.map(({ rule, object, message }) => `${rule} ${object.kind} ${object.name}: ${message}`)).toEqual([]);
    expect([...report.zones.names].sort()).toEqual(stage.stack.all.map(({ namespace }) => namespace).sort());
  }

  test('check --live proves the claims of the running cluster', async () => {
    const report = await command.checkLive();
    console.log(`check --live: ${report.objects} objects, ${report.claims.length - UNDECIDABLE.length} claims proven`);
    expect(report.unseen).toEqual([]);
    expectProven(report);
  });

  test('kubectl get -o yaml | secure-llm check - proves the same', async () => {
    const yaml = await stage.users.administrator.run(['get', JUDGED, '-A', '-o', 'yaml']);
    expectProven(await command.checkPiped(yaml));
  });

  test('after a NetworkPolicy is deleted, check --live names who gets in, and by which lack', async () => {
    const { inference } = stage.stack;
    const { namespace, name } = inference;
    const removed = ['default-deny', `${name}-ingress`];
    await stage.users.deployer.run(['-n', namespace, 'delete', 'networkpolicy', ...removed]);
    try {
      const report = await command.checkLive();
      const refuted = report.claims.filter(({ outcome }) => outcome === ClaimOutcome.REFUTED);
      expect(refuted.map(({ claim }) => claim)).toEqual(['R1', 'R2', 'R8', 'R9']);
      const [r1] = refuted;
      expect(r1?.counterexamples[0]?.sentence).toMatch(
        `any pod in any namespace can connect to Deployment ${namespace}/${name} on every port, because no policy isolates it`,
      );
    } finally {
      await stage.users.deployer.apply(stage.documents.filter(({ kind }) => kind === 'NetworkPolicy'));
    }
    expect(outcomes(await command.checkLive())['R1']).toBe(ClaimOutcome.PROVEN);
  });

  test('doctor finds that the cluster has what the quickstart needs', async () => {
    const { code, stdout, stderr } = await command.doctor(...zoneFiles());
    console.log(stdout);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });
}
