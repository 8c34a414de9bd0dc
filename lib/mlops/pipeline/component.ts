import { type Size } from 'cdk8s';
import {
  commandEmpty,
  componentName,
  idTooLow,
  limitBelowRequest,
  placeholderInText,
  portsDiffer,
  privateEnv,
  quantityNotPositive,
} from './errors';
import { type ComponentProps } from './component-props';
import { type ComponentPort } from './component-port';
import { checkMounts } from './step-mounts';

const SYMBOL = Symbol.for('cdk8s-secure-llm.Component');
const LOWEST_ID = 10001;

/**
 * One kind of step: an image, a command line and what it needs. Its ports are those that stand among its arguments. It runs as a user
 * without privileges; a gate is a step that ends with an exit code other than 0, after which nothing that waits for it starts.
 */
export class Component {
  /** Whether the value is a component; works across duplicate installations of this package. */
  public static isComponent(value: unknown): value is Component {
    return typeof value === 'object' && value !== null && SYMBOL in value;
  }

  /** @throws if the name, an amount, an id, a variable or a mount is not allowed, or two ports have one name */
  public static container(props: ComponentProps): Component {
    return new Component(props);
  }

  /** Name of the component. */
  public readonly name: string;
  /**
   * Inputs and outputs by direction and name.
   * @internal
   */
  public readonly _ports: readonly ComponentPort[];

  private constructor(
    /** @internal */
    public readonly _props: ComponentProps,
  ) {
    Object.defineProperty(this, SYMBOL, { value: true });
    this.name = _props.name;
    if (!/^[a-z][-a-z0-9]{0,61}[a-z0-9]$|^[a-z]$/.test(this.name)) throw componentName(this.name);
    if (_props.command.length === 0) throw commandEmpty(this.name);
    for (const text of _props.command) if (text.includes('{{$')) throw placeholderInText('the command', text);
    checkAmounts(_props);
    for (const field of ['uid', 'gid'] as const) {
      const id = _props[field] ?? LOWEST_ID;
      if (!Number.isInteger(id) || id < LOWEST_ID || id > 2 ** 31 - 1) throw idTooLow(this.name, field, id);
    }
    for (const variable of _props.env ?? []) {
      const { value } = variable._render() as { readonly value?: string };
      if (value === undefined) throw privateEnv(this.name, variable.name);
      if (value.includes('{{$')) throw placeholderInText(`the variable ${variable.name}`, value);
    }
    checkMounts(this.name, _props.mounts ?? []);
    this._ports = portsOf(_props);
  }
}

function portsOf({ name, args = [] }: ComponentProps): ComponentPort[] {
  const ports = new Map<string, ComponentPort>();
  for (const port of args.flatMap(({ _port }) => _port ?? [])) {
    const key = `${port._direction} ${port.name}`;
    const known = ports.get(key);
    if (known !== undefined && (known._type !== port._type || known._untrusted !== port._untrusted))
      throw portsDiffer(name, port.name);
    ports.set(key, port);
  }
  return [...ports].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, port]) => port);
}

function checkAmounts(props: ComponentProps): void {
  const { name, cpuMillicores, memory, gpus = 0 } = props;
  const cpuLimit = props.cpuLimitMillicores ?? cpuMillicores;
  const memoryLimit = props.memoryLimit ?? memory;
  const kibibytes = (size: Size): string => `${size.toKibibytes()}Ki`;
  for (const [what, amount] of [
    ['the CPU request', cpuMillicores],
    ['the CPU limit', cpuLimit],
  ] as const) {
    if (!Number.isInteger(amount) || amount < 1) throw quantityNotPositive(name, what, `${amount}m`);
  }
  if (memory.toKibibytes() < 1) throw quantityNotPositive(name, 'the memory request', kibibytes(memory));
  if (!Number.isInteger(gpus) || gpus < 0) throw quantityNotPositive(name, 'the number of GPUs', String(gpus));
  if (cpuLimit < cpuMillicores) throw limitBelowRequest(name, 'CPU', `${cpuMillicores}m`, `${cpuLimit}m`);
  if (memoryLimit.toKibibytes() < memory.toKibibytes())
    throw limitBelowRequest(name, 'memory', kibibytes(memory), kibibytes(memoryLimit));
}
