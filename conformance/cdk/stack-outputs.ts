import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { isList, isObject, type Json, type JsonObject } from '../../lib/promises/evidence.ts';
import { rewriteTemplate, templatesIn } from './copy.ts';
import { parseJson } from './json.ts';

/**
 * `Fn::GetStackOutput` reads an output of a stack in another region. The emulator knows the function but looks in
 * its own region only, so for the emulator the producing stacks are deployed first and what they answer is written
 * into the copy.
 */
interface Wanted {
  readonly stack: string;
  readonly region: string;
  readonly output: string;
}

/** The stacks that must be there before the others, because those read their outputs from another region. */
export function producers(folder: string): readonly string[] {
  const found = templatesIn(folder).flatMap(file =>
    wantedIn(parseJson(readFileSync(join(folder, file), 'utf8'))),
  );
  return [...new Set(found.map(({ stack }) => stack))];
}

/** Writes what the deployed producers answer into the templates of the others. */
export async function fillStackOutputs(
  folder: string,
  client: (region: string) => CloudFormationClient,
): Promise<void> {
  for (const file of templatesIn(folder)) {
    const wanted = wantedIn(parseJson(readFileSync(join(folder, file), 'utf8')));
    if (wanted.length === 0) continue;
    const values = new Map<string, string>();
    for (const one of wanted) values.set(keyOf(one), await outputOf(one, client(one.region)));
    rewriteTemplate(folder, file, template => filledObject(template, values));
  }
}

const keyOf = ({ stack, region, output }: Wanted) => `${region}/${stack}/${output}`;

async function outputOf({ stack, output }: Wanted, client: CloudFormationClient): Promise<string> {
  const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: stack }));
  const value = Stacks?.[0]?.Outputs?.find(({ OutputKey }) => OutputKey === output)?.OutputValue;
  if (value === undefined) throw new Error(`stack ${stack} has no output ${output}`);
  return value;
}

function wantedIn(value: Json | undefined): Wanted[] {
  if (isList(value)) return value.flatMap(wantedIn);
  if (!isObject(value)) return [];
  const own = wantedOf(value);
  return own ? [own] : Object.values(value).flatMap(wantedIn);
}

function wantedOf(value: JsonObject): Wanted | undefined {
  const asked = value['Fn::GetStackOutput'];
  if (!isObject(asked)) return undefined;
  const { StackName: stack, Region: region, OutputName: output } = asked;
  if (typeof stack !== 'string' || typeof region !== 'string' || typeof output !== 'string') return undefined;
  return { stack, region, output };
}

function filledObject(value: JsonObject, values: ReadonlyMap<string, string>): JsonObject {
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, item === undefined ? item : filled(item, values)]),
  );
}

function filled(value: Json, values: ReadonlyMap<string, string>): Json {
  if (isList(value)) return value.map(item => filled(item, values));
  if (!isObject(value)) return value;
  const own = wantedOf(value);
  return (own && values.get(keyOf(own))) ?? filledObject(value, values);
}
