import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Validation } from 'cdk8s-cli/plugins';
import { Yaml } from 'cdk8s';
import { type IValidationContext, PolicyValidation, type ValidationViolation } from '../../lib/validation';
import { deployment, namespace, ZONE, ZONE_LABEL } from '../policies/documents';

/** A report that keeps what it is told. */
class Report {
  readonly violations: ValidationViolation[] = [];
  status?: string;
  metadata?: object;

  addViolation(violation: ValidationViolation): void {
    this.violations.push(violation);
  }

  submit(status: string, metadata?: object): void {
    this.status = status;
    this.metadata = metadata;
  }
}

describe('the validation plugin', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'manifests-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  async function validate(properties: object, ...files: readonly (readonly object[])[]): Promise<Report> {
    const manifests = files.map((documents, index) => {
      const path = join(folder, `${index}.yaml`);
      writeFileSync(path, Yaml.stringify(...documents));
      return path;
    });
    const report = new Report();
    // what cdk8s-cli calls: if its interface changes, this does not compile
    const plugin: Validation = new PolicyValidation(properties);
    const context: IValidationContext = { manifests, report };
    await plugin.validate(context as Parameters<Validation['validate']>[0]);
    return report;
  }

  const zone = namespace(ZONE, { [ZONE_LABEL]: ZONE });
  const privileged = deployment({ security: { privileged: true } });

  it('fails on an error, and names rule, remedy, object and file', async () => {
    const { status, violations, metadata } = await validate({}, [zone], [privileged]);
    expect(status).toBe('failure');
    const found = violations.find(({ ruleName }) => ruleName === 'privilege-escalation (error)');
    expect(found).toMatchObject({
      recommendation: 'container guard may gain privileges',
      fix: expect.stringContaining('allowPrivilegeEscalation') as string,
      violatingResources: [{ resourceName: 'Deployment zone/guard', manifestPath: join(folder, '1.yaml') }],
    });
    expect(Object.keys(metadata ?? {})).toEqual(['errors', 'warnings', 'notes', 'waived']);
  });

  it('lists the objects of which the same is wrong together', async () => {
    const image = { image: 'localhost/cdk8s-secure-llm/guard:0.1.0' };
    const { violations } = await validate({}, [
      zone,
      deployment({ container: image }),
      deployment({ name: 'other', container: image }),
    ]);
    const found = violations.filter(({ ruleName }) => ruleName === 'image-digest (warning)');
    expect(found.map(({ violatingResources }) => violatingResources.map(({ resourceName }) => resourceName))).toEqual([
      ['Deployment zone/guard', 'Deployment zone/other'],
    ]);
  });

  it('succeeds with warnings, unless they are to count or the documents are to be released', async () => {
    const shop = [namespace('shop')];
    expect(await validate({}, shop)).toMatchObject({ status: 'success', metadata: { errors: '0' } });
    expect((await validate({ warnings: true }, shop)).status).toBe('failure');
  });

  it('says of what is about all documents that it is', async () => {
    const { violations } = await validate({}, [namespace('shop')]);
    expect(violations.flatMap(({ violatingResources }) => violatingResources)).toContainEqual(
      expect.objectContaining({ manifestPath: 'all manifests' }),
    );
  });

  it.each<[object, string]>([
    [{ relase: true }, 'PolicyValidation has no property "relase"; expected some of date, release, zones, warnings'],
    [{ release: 'yes' }, 'property release of PolicyValidation is "yes"; expected true or false'],
    [{ zones: 'shop' }, 'property zones of PolicyValidation is "shop"; expected a list of names'],
    [{ date: '31.1.2027' }, 'expected a day such as'],
  ])('refuses properties %p', (properties, message) => {
    expect(() => new PolicyValidation(properties)).toThrow(message);
  });
});
