import { ImageCatalog } from '../../../../lib';
import { guardVenv } from '../../tools/guard-venv/guard-venv';
import { STEPS_FOLDER, stepsVenv } from '../../tools/steps-venv/steps-venv';
import { trainingPython } from '../../tools/training-venv/training-venv';

/** What stands in for an image: an interpreter with the same pins, and the environment that the Containerfile sets. */
export interface StepImage {
  readonly python: string;
  readonly env: Readonly<Record<string, string>>;
}

/** The four images of `pipeline-steps/Containerfile` by their references. Each sees its own packages and no other's. */
export async function stepImages(): Promise<Record<string, StepImage>> {
  const code = { PYTHONPATH: STEPS_FOLDER, PYTHONDONTWRITEBYTECODE: '1' };
  const steps = await stepsVenv();
  const guard = await guardVenv();
  const training = await trainingPython();
  return {
    [reference('PIPELINE_STEPS')]: { python: steps.python, env: code },
    // git and ssh are where the path of every pod leads
    [reference('GIT_STEPS')]: { python: steps.python, env: code },
    [reference('RULE_VALIDATION')]: { python: guard.python, env: { ...code, PATH: `${guard.bin}:/usr/bin:/bin` } },
    [reference('MODEL_TRAINING')]: { python: training, env: { ...code, HF_HUB_OFFLINE: '1' } },
  };
}

function reference(name: string): string {
  const entry = ImageCatalog.all[name];
  if (entry === undefined) throw new Error(`the image catalogue has no ${name}`);
  return entry.image.toString();
}
