/** Runs the program in the argument, and sends what it cost with its imports. */
import { resolve } from 'node:path';
import { cpuSeconds } from './measured-process';

const [program = ''] = process.argv.slice(2);
process.once('beforeExit', () => process.send?.(cpuSeconds(), () => process.disconnect()));
void import(resolve(program));
