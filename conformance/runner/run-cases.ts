import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Case, World } from './world.ts';

export interface NamedCase extends Case {
  readonly name: string;
}

export interface Outcome {
  readonly name: string;
  readonly passed: boolean;
  readonly seconds: number;
  /** What was measured, or why it failed. */
  readonly said: string;
}

const CASES = join(import.meta.dirname, '..', 'cases');

const ORDER = ['looks', 'waits', 'changes'] as const;

/** Every case, those that change what is deployed last. `only` keeps those whose name contains it. */
export async function loadCases(only: string | undefined): Promise<readonly NamedCase[]> {
  const files = readdirSync(CASES)
    .filter(file => file.endsWith('.ts'))
    .sort();
  const cases = await Promise.all(files.map(load));
  const wanted = cases.filter(({ name }) => only === undefined || name.includes(only));
  return ORDER.flatMap(kind => wanted.filter(one => one.kind === kind));
}

async function load(file: string): Promise<NamedCase> {
  const module: { readonly proof: Case } = await import(pathToFileURL(join(CASES, file)).href);
  return { ...module.proof, name: file.replace(/\.ts$/, '').replaceAll('-', ' ') };
}

/** Runs one after the other, so that no case sees another's traffic. */
export async function runCases(
  cases: readonly NamedCase[],
  world: World,
  tell: (outcome: Outcome) => void,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const { begin } of cases) await begin?.(world);
  for (const one of cases) {
    const outcome = await attempt(one.name, () => one.prove(world));
    outcomes.push(outcome);
    tell(outcome);
  }
  return outcomes;
}

/** Tries something and tells how it went. */
export async function attempt(name: string, work: () => Promise<string>): Promise<Outcome> {
  const started = performance.now();
  const since = () => (performance.now() - started) / 1000;
  try {
    const said = await work();
    return { name, passed: true, seconds: since(), said };
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return { name, passed: false, seconds: since(), said };
  }
}
