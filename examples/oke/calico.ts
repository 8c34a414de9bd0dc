/** `npx tsx examples/oke/calico.ts < calico-policy-only.yaml > calico.yaml`: Calico's manifest, edited for OKE. */
import { readFileSync } from 'node:fs';
import { calicoPolicyOnly } from 'cdk8s-secure-llm/infra';

process.stdout.write(calicoPolicyOnly(readFileSync(0, 'utf8')));
