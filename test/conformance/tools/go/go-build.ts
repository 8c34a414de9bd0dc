import { run } from '../command';
import { withHeartbeat } from '../progress';
import { goToolchain } from './go-toolchain';

export interface GoBuild {
  /** What the progress lines call it. */
  readonly subject: string;
  /** The folder whose go.mod and go.sum pin everything that is built. */
  readonly module: string;
  /** Import paths of main packages. */
  readonly packages: readonly string[];
  /** Receives one program per package, or the program itself when it names a file. */
  readonly output: string;
  /** Linker `-X` stamps: variable → value. @default none */
  readonly stamps?: Readonly<Record<string, string>>;
  /** Build tags. @default none */
  readonly tags?: readonly string[];
  /** Without the C library, so that the program runs in an empty image. @default false */
  readonly static?: boolean;
}

/**
 * Builds programs from the modules that a committed go.sum pins; the Go proxy is asked for those and nothing else.
 *
 * @throws when the build fails, with the compiler's last lines
 */
export async function goBuild(build: GoBuild): Promise<void> {
  const go = await goToolchain();
  const stamps = Object.entries(build.stamps ?? {}).map(([name, value]) => `-X ${name}=${value}`);
  await withHeartbeat(
    build.subject,
    'building with go',
    run(
      go,
      [
        'build',
        '-mod=readonly',
        '-buildvcs=false',
        // a profile in a source tree would have every dependency compiled again
        '-pgo=off',
        '-trimpath',
        `-ldflags=${['-s', '-w', ...stamps].join(' ')}`,
        ...(build.tags === undefined ? [] : [`-tags=${build.tags.join(' ')}`]),
        '-o',
        build.output,
        ...build.packages,
      ],
      {
        cwd: build.module,
        env: { GOWORK: 'off', GOFLAGS: '', GOTOOLCHAIN: 'local', CGO_ENABLED: build.static === true ? '0' : '1' },
      },
    ),
  );
}
