import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { attempt } from '../tools/command';
import { kubeScore } from '../tools/kube-score/kube-score';
import { type Scan } from './scan';

/** Grades that kube-score gives: 1 is critical, 5 a warning, 10 means that all is well. */
const ALL_WELL = 10;
const CRITICAL = 1;

interface ScoredObject {
  readonly type_meta: { readonly kind: string };
  readonly object_meta: { readonly name: string; readonly namespace?: string };
  readonly checks: readonly {
    readonly check: { readonly id: string };
    readonly grade: number;
    readonly skipped: boolean;
    readonly comments: readonly { readonly summary: string }[] | null;
  }[];
}

/** Every check that is on by default, over the documents of a folder. */
export async function scanByKubeScore(folder: string): Promise<Scan> {
  const files = readdirSync(folder).map((file) => join(folder, file));
  // it exits with 1 when there is something critical
  const { stdout, stderr } = await attempt(await kubeScore(), ['score', '--output-format', 'json', ...files]);
  if (stdout === '') throw new Error(`kube-score said nothing about ${folder}: ${stderr}`);
  const scored = JSON.parse(stdout) as readonly ScoredObject[];
  const judged = scored.flatMap(({ type_meta, object_meta, checks }) =>
    checks
      .filter(({ skipped }) => !skipped)
      .map(({ check, grade, comments }) => ({
        check: check.id,
        message: (comments ?? []).map(({ summary }) => summary).join('; '),
        object: `${type_meta.kind} ${object_meta.namespace === undefined ? '' : `${object_meta.namespace}/`}${object_meta.name}`,
        critical: grade <= CRITICAL,
        grade,
      })),
  );
  return {
    scanner: 'kube-score',
    findings: judged.filter(({ grade }) => grade < ALL_WELL),
    objects: new Set(judged.map(({ object }) => object)),
    passed: judged.filter(({ grade }) => grade >= ALL_WELL).length,
  };
}
