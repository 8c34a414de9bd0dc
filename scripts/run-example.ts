/**
 * Runs one example in this process, writes its report, then sends its facts to the parent. Started by synthesize-example.ts with CDK8S_OUTDIR set.
 * The program is not asked to cooperate: the constructs are found through the `App` that it synthesizes.
 */
import { App } from 'cdk8s';
import { resolve } from 'node:path';
import { programFacts } from './program-facts';
import { writeReports } from './write-reports';

const [, , main, name, reports] = process.argv;
if (main === undefined || name === undefined || reports === undefined) {
  throw new Error('expected the path of an example, its name and the folder of its report as arguments');
}

const synthesized = new Set<App>();
// eslint-disable-next-line @typescript-eslint/unbound-method -- called with its App below
const synth = App.prototype.synth;
App.prototype.synth = function (this: App): void {
  synth.call(this);
  synthesized.add(this);
};

process.once('beforeExit', () => {
  const programs = [...synthesized];
  void writeReports(programs, reports, name).then(() =>
    process.send?.(programFacts(programs), () => process.disconnect()),
  );
});
// A rejected import is an unhandled rejection: the process ends with its message and exit code 1.
void import(resolve(main));
