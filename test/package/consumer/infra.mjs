import console from 'node:console';
import { GpuShape, OkeFoundation } from 'cdk8s-secure-llm/infra';

const names = Object.entries({ GpuShape, OkeFoundation }).map(([name, value]) => `${name}:${typeof value}`);
console.log(names.join(' '));
