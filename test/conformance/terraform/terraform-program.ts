import { attempt } from '../tools/command';
import { opentofu } from '../tools/opentofu/opentofu';

/** Older ones do not read every argument of `lifecycle` that cdktf may write. */
const MINIMUM = [1, 5] as const;

/**
 * Terraform in PATH if it is new enough, else OpenTofu, built from its modules. `TERRAFORM_PROGRAM=opentofu` asks for the
 * second in any case.
 *
 * @returns the path of the program
 */
export async function terraformProgram(): Promise<string> {
  if (process.env['TERRAFORM_PROGRAM'] !== 'opentofu' && isNewEnough(await versionInPath())) return 'terraform';
  return opentofu();
}

async function versionInPath(): Promise<string> {
  const result = await attempt('terraform', ['version', '-json'], { env: { CHECKPOINT_DISABLE: '1' } }).catch(
    () => undefined,
  );
  if (result?.code !== 0) return '';
  return (JSON.parse(result.stdout) as { readonly terraform_version: string }).terraform_version;
}

/** @param version as `terraform version` prints it: `1.11.4` */
export function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  return major > MINIMUM[0] || (major === MINIMUM[0] && minor >= MINIMUM[1]);
}
