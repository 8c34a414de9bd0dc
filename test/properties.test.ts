import fc from 'fast-check';
import { type App } from 'cdk8s';
import { ImageRef, Model, RuleSet, type SecretRef, SecureLlm, type SecureLlmProps, Weights } from '../lib';
import { schemaErrors } from './openapi/schema-errors';
import { modelCalled, modelName, stack } from './properties/stack-arbitrary';
import { type WrittenFiles, documentsOf, written, writtenStack } from './properties/written-stack';
import { type Document } from './workload/declared';
import { brokenHardening } from './workload/hardening-rules';

// A stack takes a fifth of a second: a failure is read faster than it is shrunk.
const RUNS = { numRuns: 10, endOnFailure: true };
const FEW_RUNS = { ...RUNS, numRuns: 3 };
const REASON = 'this property test wants to see the weakening written down';

const namesOf = (files: WrittenFiles): string[] => [...files.keys()].sort();
const deploymentsOf = (files: WrittenFiles): Document[] =>
  (documentsOf(files) as Document[]).filter(({ kind }) => kind === 'Deployment');

/** Which fields an opt-out may take away, by the name in its annotation; the platform's lack of user namespaces is not an opt-out. */
const TAKEN_AWAY: Readonly<Record<string, readonly string[]>> = {
  hostUserNamespace: ['hostUsers'],
  lowUserOrGroupId: [
    'securityContext.runAsUser',
    'securityContext.runAsGroup',
    'securityContext.fsGroup',
    'containers[].securityContext.runAsUser',
    'containers[].securityContext.runAsGroup',
  ],
};

function permitted(deployment: Document, { platform }: SecureLlmProps): string[] {
  const { spec } = deployment as { spec: { template: { metadata: { annotations?: Record<string, string> } } } };
  const annotations = Object.keys(spec.template.metadata.annotations ?? {});
  const optOuts = annotations.flatMap((key) => TAKEN_AWAY[key.replace('secure-llm.dev/opt-out.', '')] ?? []);
  return platform.userNamespaces ? optOuts : [...optOuts, 'hostUsers'];
}

describe('any valid description of a stack', () => {
  it('gives documents that the API server knows and that are hardened, but for opt-outs that are written down', () => {
    fc.assert(
      fc.property(stack, (props) => {
        const files = writtenStack(props);
        const documents = documentsOf(files);
        expect(documents.map((document) => ({ document, errors: schemaErrors(document) })).filter(hasErrors)).toEqual(
          [],
        );
        for (const deployment of deploymentsOf(files)) {
          const broken = brokenHardening(deployment);
          expect(broken.filter((field) => !permitted(deployment, props).includes(field))).toEqual([]);
        }
        expect(deploymentsOf(files)).toHaveLength(2 + (props.models ?? []).length);
      }),
      RUNS,
    );
  });

  it('gives the same bytes again, from the same program and from another run', () => {
    fc.assert(
      fc.property(stack, (props) => {
        const once = writtenStack(props);
        const twice = written((app) => {
          new SecureLlm(app, 'assistant', props);
          app.synth();
        });
        expect(twice).toEqual({ files: once, error: undefined });
        expect(writtenStack(props)).toEqual(once);
      }),
      RUNS,
    );
  });

  it('gives the same bytes whatever the order of models and callers', () => {
    const shuffled = stack.chain((props) =>
      fc.record({
        props: fc.constant(props),
        models: fc.shuffledSubarray(props.models ?? [], { minLength: (props.models ?? []).length }),
        callers: fc.shuffledSubarray(props.callers, { minLength: props.callers.length }),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ props, models, callers }) => {
        expect(writtenStack({ ...props, models, callers })).toEqual(writtenStack(props));
      }),
      RUNS,
    );
  });

  it('gets one file more with another model, and leaves those of the other models as they are', () => {
    const withAnother = stack.chain((props) =>
      fc.record({
        props: fc.constant(props),
        another: modelName
          .filter((name) => !(props.models ?? []).some((model) => model.name === name))
          .chain((name) => modelCalled(name)),
      }),
    );
    fc.assert(
      fc.property(withAnother, ({ props, another }) => {
        const before = writtenStack(props);
        const after = writtenStack({ ...props, models: [...(props.models ?? []), another] });
        const added = namesOf(after).filter((name) => !before.has(name));
        expect(added).toEqual([expect.stringContaining(`-inference-${another.name}`)]);
        const changed = namesOf(before).filter((name) => after.get(name) !== before.get(name));
        // The guard tiers must know the model and where it is served; nobody else does.
        expect(changed).toEqual([
          expect.stringMatching(/^assistant-guardrail-/),
          expect.stringMatching(/^assistant-output-/),
        ]);
      }),
      RUNS,
    );
  });
});

const hasErrors = ({ errors }: { readonly errors: readonly string[] }): boolean => errors.length > 0;

const llama = (name: string, path = 'weights.gguf'): Model =>
  Model.llamaCpp(name, { weights: Weights.claim('weights', { path }) });

/** What makes a valid description invalid. */
const BREAKERS: readonly (readonly [what: string, breaks: (props: SecureLlmProps) => SecureLlmProps])[] = [
  ['no model', (props) => ({ ...props, models: [] })],
  ['no caller', (props) => ({ ...props, callers: [] })],
  ['one model twice', (props) => ({ ...props, models: [...(props.models ?? []), ...(props.models ?? [])] })],
  ['a namespace that is no DNS label', (props) => ({ ...props, namespacePrefix: 'Not a label' })],
  ['rules that check nothing', (props) => ({ ...props, rules: RuleSet.empty() })],
  ['no pods in a tier', (props) => ({ ...props, guardrail: { replicas: 0 } })],
  ['half a worker', (props) => ({ ...props, outputProcessor: { workers: 0.5 } })],
  ['a deadline that is no number', (props) => ({ ...props, guardrail: { judgeDeadlineMilliseconds: Number.NaN } })],
  ['an opt-out without a reason', (props) => ({ ...props, outputProcessor: { dangerouslySkipInputRails: ' ' } })],
  ['a floating tag', (props) => ({ ...props, guardrailImage: ImageRef.of('registry.example.com/guard:latest') })],
  ['a short image name', (props) => ({ ...props, guardrailImage: ImageRef.of('guard:1.0.0') })],
  ['weights outside of their volume', (props) => ({ ...props, models: [llama('qwen', '../qwen.gguf')] })],
  [
    'two models whose names mean one namespace',
    (props) => ({ ...props, models: [llama('qwen-2.5'), llama('qwen.2-5')] }),
  ],
];

describe('an invalid description of a stack', () => {
  it.each(BREAKERS)('writes no file: %s', (_, breaks) => {
    fc.assert(
      fc.property(stack, (props) => {
        const { files, error } = written((app) => new SecureLlm(app, 'assistant', breaks(props)));
        expect(error?.message).toEqual(expect.stringMatching(/\S/));
        expect(namesOf(files)).toEqual([]);
      }),
      FEW_RUNS,
    );
  });

  it('writes no file when the program fails in another of its charts', () => {
    fc.assert(
      fc.property(stack, (props) => {
        const { files, error } = written((app: App) => {
          new SecureLlm(app, 'assistant', props);
          app.node.addValidation({ validate: () => ['refused by a chart of the user'] });
        });
        expect(error?.message).toContain('refused by a chart of the user');
        expect(namesOf(files)).toEqual([]);
      }),
      FEW_RUNS,
    );
  });
});

describe('a secret', () => {
  const secret = fc.stringMatching(/^sk-[A-Za-z0-9]{40}$/);
  const PLACES: readonly (readonly [place: string, give: (props: SecureLlmProps, ref: SecretRef) => SecureLlmProps])[] =
    [
      ['systemPrompt', (props, systemPrompt) => ({ ...props, systemPrompt })],
      ['guardrail.callerKey', (props, callerKey) => ({ ...props, guardrail: { callerKey } })],
      ['guardrail.auditKey', (props, auditKey) => ({ ...props, guardrail: { auditKey } })],
      ['outputProcessor.hopKey', (props, hopKey) => ({ ...props, outputProcessor: { hopKey } })],
    ];

  it.each(PLACES)(
    'given as %s itself instead of a reference is refused, and not repeated in the message',
    (_, give) => {
      fc.assert(
        fc.property(stack, secret, (props, value) => {
          const { files, error } = written(
            (app) => new SecureLlm(app, 'assistant', give(props, value as unknown as SecretRef)),
          );
          expect(error?.message).toContain('SecretRef');
          expect(`${error?.message}${error?.stack}`).not.toContain(value);
          expect(namesOf(files)).toEqual([]);
        }),
        FEW_RUNS,
      );
    },
  );

  it('in the environment of the program reaches no file', () => {
    fc.assert(
      fc.property(
        stack,
        secret,
        fc.constantFrom('OPENAI_API_KEY', 'VLLM_API_KEY', 'SYSTEM_PROMPT'),
        (props, value, name) => {
          const without = writtenStack(props);
          const before = process.env[name];
          process.env[name] = value;
          try {
            expect(writtenStack(props)).toEqual(without);
          } finally {
            if (before === undefined) delete process.env[name];
            else process.env[name] = before;
          }
        },
      ),
      FEW_RUNS,
    );
  });

  it('is never an object of ours: no document is a Secret, and no container reads one into its environment', () => {
    fc.assert(
      fc.property(stack, (props) => {
        const text = [
          ...writtenStack({ ...props, outputProcessor: { dangerouslySkipInputRails: REASON } }).values(),
        ].join('');
        expect(text).not.toMatch(/^kind: Secret$/m);
        expect(text).not.toContain('secretKeyRef');
      }),
      FEW_RUNS,
    );
  });
});
