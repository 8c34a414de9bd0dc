import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
/** The compilers that a user may have; the older one is the first of the supported range. */
export const TYPESCRIPT_VERSIONS = { 'typescript-5.9': '5.9.3', 'typescript-6.0': '6.0.3' } as const;

export interface PackedFile {
  readonly path: string;
  readonly size: number;
}

interface PackReport {
  readonly filename: string;
  readonly size: number;
  readonly files: readonly PackedFile[];
}

/** The tarball of this package, installed in an empty folder beside its peers, as a user has it. */
export class InstalledPackage implements Disposable {
  private constructor(
    readonly folder: string,
    /** Bytes of the tarball. */
    readonly packedSize: number,
    readonly files: readonly PackedFile[],
  ) {}

  /**
   * @param peers optional peers that the user has too
   * @throws when npm cannot pack or install it
   */
  static install(...peers: readonly 'cdktf'[]): InstalledPackage {
    const folder = mkdtempSync(join(tmpdir(), 'cdk8s-secure-llm-consumer-'));
    try {
      const packed = execFileSync('npm', ['pack', '--json', `--pack-destination=${folder}`], {
        cwd: ROOT,
        encoding: 'utf8',
      });
      const [report] = JSON.parse(packed) as PackReport[];
      if (report === undefined) throw new Error(`npm pack reported nothing: ${packed}`);
      writeFileSync(join(folder, 'package.json'), JSON.stringify(consumerManifest(report.filename, peers), null, 2));
      execFileSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund'], {
        cwd: folder,
        stdio: 'inherit',
      });
      cpSync(join(__dirname, 'consumer'), folder, { recursive: true });
      return new InstalledPackage(folder, report.size, report.files);
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** Compiles a file strictly. Our own declarations are checked too: `skipLibCheck` is off. */
  compile(compiler: string, module: string, file: string, outDir: string): void {
    const options = { module, moduleResolution: module, target: 'es2022', types: 'node', outDir };
    const flags = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
    this.run('node', [`node_modules/${compiler}/bin/tsc`, '--strict', ...flags, file]);
  }

  /** Runs a program in the consumer's folder. @throws with all that it printed when it fails */
  run(program: string, args: readonly string[]): string {
    const { status, stdout, stderr } = spawnSync(program, args, { cwd: this.folder, encoding: 'utf8' });
    if (status !== 0) throw new Error(`${program} ${args.join(' ')} exited with ${status}:\n${stdout}\n${stderr}`);
    return stdout;
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The peers at the versions that this repository is tested with, and nothing that a user would not need. */
function consumerManifest(tarball: string, peers: readonly string[]): object {
  const { devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    readonly devDependencies: Readonly<Record<string, string>>;
  };
  return {
    name: 'consumer',
    private: true,
    dependencies: {
      'cdk8s-secure-llm': `file:./${tarball}`,
      cdk8s: devDependencies['cdk8s'],
      constructs: devDependencies['constructs'],
      ...Object.fromEntries(peers.map((peer) => [peer, devDependencies[peer]])),
      '@types/node': devDependencies['@types/node'],
      ...Object.fromEntries(
        Object.entries(TYPESCRIPT_VERSIONS).map(([name, version]) => [name, `npm:typescript@${version}`]),
      ),
    },
  };
}
