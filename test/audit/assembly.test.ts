import { mkdirSync, mkdtempSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UnreadableInputError } from '../../lib/agreement/errors.ts';
import { readAssembly } from '../../lib/audit/assembly.ts';
import { readOrigin, writeOrigin } from '../../lib/audit/origin.ts';
import { backupPlan, writeAssembly } from './fixtures.ts';

const folder = () => mkdtempSync(join(tmpdir(), 'covenant-input-'));
const template = (dir: string) => join(dir, 'test-data.template.json');

function complaint(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof UnreadableInputError) return error.message;
    throw error;
  }
  throw new Error('nothing was wrong with it');
}

test('resources carry their region, stack, marks and the lines of their values', () => {
  const assembly = readAssembly(writeAssembly({ Plan: backupPlan('full', 7) }));
  expect(assembly.resources).toMatchObject([
    {
      ...{
        template: 'test-data.template.json',
        stack: 'test-data',
        region: 'eu-central-1',
        logicalId: 'Plan',
      },
      marks: { promise: 'backups', plan: 'full' },
    },
  ]);
  expect(assembly.lineOf('test-data.template.json', 'Plan', [])).toBe(3);
  expect(assembly.lineOf('test-data.template.json', 'Plan', ['Properties', 'Absent', 'Deeper'])).toBe(5);
});

test('assemblies inside an assembly and nested stacks are read too', () => {
  const nested = {
    Type: 'AWS::CloudFormation::Stack',
    Metadata: { 'aws:asset:path': 'inside.nested.template.json' },
  };
  const stage = { type: 'cdk:cloud-assembly', properties: { directoryName: 'assembly-stage' } };
  const dir = writeAssembly({ Nested: nested }, { stage });
  writeFileSync(
    join(dir, 'inside.nested.template.json'),
    JSON.stringify({ Resources: { A: { Type: 'T::A' } } }),
  );
  mkdirSync(join(dir, 'assembly-stage'));
  const stack = {
    type: 'aws:cloudformation:stack',
    environment: 'aws://1/us-east-1',
    properties: { templateFile: 't.json', stackName: 'staged' },
  };
  writeFileSync(join(dir, 'assembly-stage', 'manifest.json'), JSON.stringify({ artifacts: { x: stack } }));
  writeFileSync(
    join(dir, 'assembly-stage', 't.json'),
    JSON.stringify({ Resources: { B: { Type: 'T::B' } } }),
  );
  expect(readAssembly(dir).resources.map(({ template, region, type }) => [template, region, type])).toEqual([
    ['test-data.template.json', 'eu-central-1', 'AWS::CloudFormation::Stack'],
    ['inside.nested.template.json', 'eu-central-1', 'T::A'],
    ['assembly-stage/t.json', 'us-east-1', 'T::B'],
  ]);
});

describe('bad input is one line that names the file', () => {
  const broken = (write: (dir: string) => void) => {
    const dir = writeAssembly({ Plan: backupPlan('full', 7) });
    write(dir);
    return complaint(() => readAssembly(dir));
  };

  test.each<[string, string, RegExp]>([
    ['missing', complaint(() => readAssembly('/nowhere/cdk.out')), /cdk\.out: there is no such folder/],
    ['a file', complaint(() => readAssembly(__filename)), /is a file; give the folder/],
    ['an empty folder', complaint(() => readAssembly(folder())), /has no manifest\.json/],
    [
      'an empty manifest',
      broken(dir => writeFileSync(join(dir, 'manifest.json'), '')),
      /manifest\.json: is empty/,
    ],
    [
      'a manifest of nothing',
      broken(dir => writeFileSync(join(dir, 'manifest.json'), '[]')),
      /no JSON object/,
    ],
    [
      'no stacks',
      broken(dir => writeFileSync(join(dir, 'manifest.json'), '{"artifacts":{}}')),
      /lists no stack/,
    ],
    [
      'a missing template',
      broken(dir => truncateSync(template(dir), 0)),
      /test-data\.template\.json: is empty/,
    ],
    ['text', broken(dir => writeFileSync(template(dir), 'Resources:\n  A:')), /is not JSON/],
    ['another JSON', broken(dir => writeFileSync(template(dir), '{"a":1}')), /not a CloudFormation template/],
    [
      'a typeless resource',
      broken(dir => writeFileSync(template(dir), '{"Resources":{"A":{}}}')),
      /resource A has no Type/,
    ],
    [
      'binary',
      broken(dir => writeFileSync(template(dir), Buffer.from([0xff, 0xfe, 0, 1]))),
      /is not text in UTF-8/,
    ],
    [
      'UTF-16',
      broken(dir => writeFileSync(template(dir), Buffer.from('{"Resources":{}}', 'utf16le'))),
      /is not/,
    ],
    ['100 MB', broken(dir => truncateSync(template(dir), 100 * 1024 ** 2)), /has 100 MB/],
  ])('%s', (_name, message, expected) => {
    expect(message).toMatch(expected);
    expect(message).not.toContain('\n');
  });
});

describe('an assembly knows what it was compiled from', () => {
  const sources = (dir: string) => ({ agreement: join(dir, 'a.yaml'), environment: join(dir, 'e.yaml') });
  const written = () => {
    const dir = folder();
    for (const file of Object.values(sources(dir))) writeFileSync(file, 'x: 1\n');
    writeOrigin(dir, sources(dir));
    return dir;
  };

  test('and says so when it is read back', () => {
    const origin = readOrigin(written());
    expect(origin.changedSince).toEqual([]);
    expect(origin.agreement).toMatch(/a\.yaml$/);
  });

  test('and notices that a source has changed since', () => {
    const dir = written();
    writeFileSync(sources(dir).agreement, 'x: 2\n');
    expect(readOrigin(dir).changedSince).toEqual([expect.stringMatching(/a\.yaml$/)]);
  });

  test('or is refused in one line', () => {
    expect(complaint(() => readOrigin(folder()))).toMatch(
      /was not compiled by Covenant; run cdk synth again$/,
    );
  });
});
