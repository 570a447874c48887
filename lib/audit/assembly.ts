import { statSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { UnreadableInputError } from '../agreement/errors.ts';
import {
  type Assembly,
  isObject,
  type Json,
  type JsonObject,
  type JsonPath,
  type TemplateResource,
} from '../promises/evidence.ts';
import { isRecord, parseObject, readText } from './files.ts';
import { LineIndex } from './lines.ts';
import { resourceOf } from './resource.ts';

/** One template of an assembly, as text, so that evidence can name a line and a page can show it. */
interface Template {
  /** Its file name, below the assembly. */
  readonly name: string;
  readonly text: string;
}

/** An assembly that was read from a folder. */
export interface LoadedAssembly extends Assembly {
  readonly folder: string;
  readonly templates: readonly Template[];
  /** The line (from 1) on which a path below a resource is, or the nearest thing above it that exists. */
  readonly lineOf: (template: string, logicalId: string, path: JsonPath) => number;
  /** The first and last line of a resource. */
  readonly spanOf: (template: string, logicalId: string) => readonly [first: number, last: number];
}

interface StackFile {
  readonly file: string;
  readonly stack: string;
  readonly region: string;
}

/**
 * Reads a cloud assembly (`cdk.out`): every stack of its manifest, of assemblies inside it, and nested stacks.
 * @throws UnreadableInputError with one line naming the file that is missing or not what it should be.
 */
export function readAssembly(folder: string): LoadedAssembly {
  const templates: Template[] = [];
  const resources: TemplateResource[] = [];
  for (const stack of stacksOf(folder)) readStack(folder, stack, templates, resources);
  if (templates.length === 0) throw new UnreadableInputError(`${folder}: its manifest lists no stack`);
  const texts = new Map(templates.map(template => [template.name, template.text]));
  const lines = new LineIndex(texts);
  const lineOf = (template: string, logicalId: string, path: JsonPath) =>
    lines.lineOf(template, ['Resources', logicalId, ...path]);
  const spanOf = (template: string, logicalId: string) => lines.spanOf(template, ['Resources', logicalId]);
  return { folder, templates, resources, lineOf, spanOf };
}

function stacksOf(folder: string): StackFile[] {
  const artifacts = manifestOf(folder).artifacts;
  if (!isRecord(artifacts))
    throw new UnreadableInputError(`${join(folder, 'manifest.json')}: lists no artifacts`);
  return Object.entries(artifacts).flatMap(([id, artifact]) => {
    if (!isRecord(artifact) || !isRecord(artifact.properties)) return [];
    if (artifact.type === 'cdk:cloud-assembly') return inner(folder, artifact.properties.directoryName);
    return artifact.type === 'aws:cloudformation:stack'
      ? [stackOf(folder, id, artifact, artifact.properties)]
      : [];
  });
}

function manifestOf(folder: string): { readonly [key: string]: unknown } {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (!found) throw new UnreadableInputError(`${folder}: there is no such folder; run cdk synth first`);
  if (!found.isDirectory()) {
    throw new UnreadableInputError(
      `${folder}: is a file; give the folder that cdk synth wrote, such as cdk.out`,
    );
  }
  const file = join(folder, 'manifest.json');
  if (!statSync(file, { throwIfNoEntry: false })) {
    throw new UnreadableInputError(`${folder}: has no manifest.json, so it is not a cloud assembly`);
  }
  return parseObject(file, readText(file));
}

function inner(folder: string, name: unknown): StackFile[] {
  return typeof name === 'string' ? stacksOf(join(folder, basename(name))) : [];
}

function stackOf(
  folder: string,
  id: string,
  artifact: { readonly [key: string]: unknown },
  properties: { readonly [key: string]: unknown },
): StackFile {
  const manifest = join(folder, 'manifest.json');
  if (typeof properties.templateFile !== 'string') {
    throw new UnreadableInputError(`${manifest}: stack ${id} names no template`);
  }
  const region = /^aws:\/\/[^/]+\/(.+)$/.exec(String(artifact.environment))?.[1];
  if (!region) throw new UnreadableInputError(`${manifest}: stack ${id} names no region`);
  const name = typeof properties.stackName === 'string' ? properties.stackName : id;
  return { file: join(folder, properties.templateFile), stack: name, region };
}

function readStack(
  folder: string,
  from: StackFile,
  templates: Template[],
  resources: TemplateResource[],
): void {
  const name = relative(folder, from.file);
  const text = readText(from.file);
  templates.push({ name, text });
  for (const [logicalId, body] of resourcesIn(from.file, text)) {
    resources.push(resourceOf({ template: name, stack: from.stack, region: from.region, logicalId, body }));
    const nested = nestedFile(body);
    if (nested) readStack(folder, { ...from, file: join(dirname(from.file), nested) }, templates, resources);
  }
}

function resourcesIn(file: string, text: string): [string, JsonObject][] {
  const resources = parseObject(file, text).Resources;
  if (!isRecord(resources)) {
    throw new UnreadableInputError(`${file}: is not a CloudFormation template (it has no Resources)`);
  }
  return Object.entries(resources).map(([id, body]) => {
    if (isBody(body)) return [id, body];
    throw new UnreadableInputError(
      `${file}: resource ${id} has no Type, so this is not a CloudFormation template`,
    );
  });
}

/** Parsed JSON is Json; the compiler cannot know. */
function isBody(value: unknown): value is JsonObject {
  return isRecord(value) && typeof value.Type === 'string';
}

/** CDK notes the file of a nested stack in its metadata. */
function nestedFile(body: JsonObject): string | undefined {
  if (body.Type !== 'AWS::CloudFormation::Stack') return undefined;
  const metadata: Json | undefined = body.Metadata;
  const path = isObject(metadata) ? metadata['aws:asset:path'] : undefined;
  return typeof path === 'string' ? basename(path) : undefined;
}
