import type { Command } from 'commander';
import { UsageError } from '../agreement/errors.ts';
import type { ReadOptions } from '../history/index.ts';
import type { Agreement } from '../promises/agreement.ts';
import type { History } from '../promises/availability/history.ts';

/** What `measure`, `backtest` and `close` share: a history, how to read it, and what is excluded. */
export interface HistoryOptions {
  readonly history: string;
  readonly format?: string;
  readonly maxGap?: string;
  readonly period?: string;
  readonly downBelow?: string;
  readonly downAbove?: string;
  readonly asOf?: string;
  readonly exclusions?: string;
  readonly map?: readonly string[];
  readonly series?: string;
  readonly json?: boolean;
}

const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

export function addHistoryOptions(command: Command): Command {
  return command
    .requiredOption(
      '--history <file>',
      'the outage history: Upptime, CloudWatch, Prometheus, CSV or our own JSON',
    )
    .option(
      '--format <name>',
      'upptime-summary, upptime-checks, cloudwatch, prometheus, csv or covenant; found when left out',
    )
    .option(
      '--max-gap <duration>',
      'how long one check speaks for; a longer gap is unknown (15m when left out)',
    )
    .option('--period <duration>', 'how long one point of a metric speaks for; found when left out')
    .option('--down-below <number>', 'a value below this is down (1 when left out)')
    .option('--down-above <number>', 'a value above this is down, for counts of errors')
    .option('--as-of <time>', 'when outages that are still open are cut, such as 2026-10-31T12:00:00Z')
    .option(
      '--exclusions <file>',
      'YAML or JSON list of what should not count: {id, kind, start, end, announced, ...}',
    )
    .option('--map <component=series>', 'which series stands for a component; may be repeated', collect)
    .option('--series <names>', 'measure these series, separated by commas, instead of the components')
    .option('--json', 'print the result for programs');
}

function numberOf(option: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (value.trim() === '' || Number.isNaN(number))
    throw new UsageError(`${option} "${value}" is not a number`);
  return number;
}

async function secondsOf(option: string, value: string | undefined): Promise<number | undefined> {
  if (value === undefined) return undefined;
  const { parseDuration } = await import('../agreement/units/index.ts');
  try {
    const { seconds } = parseDuration(value);
    if (seconds > 0) return seconds;
  } catch {
    // Said below, with the option's name.
  }
  throw new UsageError(`${option} "${value}" is not a duration above 0 such as 15m`);
}

async function instantOption(value: string | undefined): Promise<number | undefined> {
  if (value === undefined) return undefined;
  const { instantOf } = await import('../promises/availability/month.ts');
  try {
    return instantOf(value);
  } catch {
    throw new UsageError(`--as-of "${value}" is not a time with its offset such as 2026-10-31T12:00:00Z`);
  }
}

async function readOptions(options: HistoryOptions): Promise<ReadOptions> {
  const { FORMATS, HEALTH } = await import('../history/index.ts');
  const format = FORMATS.find(name => name === options.format);
  if (options.format !== undefined && !format) {
    throw new UsageError(`--format "${options.format}" is not known; known: ${FORMATS.join(', ')}`);
  }
  return {
    format,
    maxGap: await secondsOf('--max-gap', options.maxGap),
    period: await secondsOf('--period', options.period),
    asOf: await instantOption(options.asOf),
    downWhen: {
      below: numberOf('--down-below', options.downBelow) ?? HEALTH.below,
      above: numberOf('--down-above', options.downAbove),
    },
  };
}

/** Reads the history that the options name, with the exclusions of their own file. */
export async function historyFrom(options: HistoryOptions): Promise<History> {
  const { exclusionsOf, readHistory, readHistoryText } = await import('../history/index.ts');
  const history = readHistory(options.history, await readOptions(options));
  if (options.exclusions === undefined) return history;
  const { parse } = await import('yaml');
  const file = options.exclusions;
  const more = exclusionsOf(file, yamlOf(parse, file, readHistoryText(file)));
  return { ...history, exclusions: [...history.exclusions, ...more] };
}

function yamlOf(parse: (text: string) => unknown, file: string, text: string): unknown {
  try {
    return parse(text);
  } catch (cause) {
    throw new UsageError(
      `${file}: ${cause instanceof Error ? cause.message.split('\n')[0] : String(cause)}`,
      { cause },
    );
  }
}

/** `component=series` pairs. @throws UsageError */
export function mapOf(pairs: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    pairs.map(pair => {
      const at = pair.indexOf('=');
      if (at < 1) throw new UsageError(`--map "${pair}" is not component=series`);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}

/** How the options choose the series that stand for components. */
export function seriesChoice(options: HistoryOptions) {
  const series = options.series?.split(',').map(name => name.trim());
  return { map: mapOf(options.map ?? []), ...(series ? { series } : {}) };
}

/** The history cut to the series that stand for a plan's components, with what had to be assumed. */
export async function forPlan(options: HistoryOptions, history: History, components: readonly string[]) {
  const { chooseSeries } = await import('../promises/availability/series.ts');
  return chooseSeries(history, components, seriesChoice(options));
}

/** An agreement without errors. @throws UsageError naming the first error. */
export async function agreementFrom(file: string): Promise<Agreement> {
  const { loadAgreement } = await import('../reader/index.ts');
  const { agreement, problems } = loadAgreement(file);
  const first = problems.find(({ severity }) => severity === 'error');
  if (agreement && !first) return agreement;
  const place = first ? `${first.file}:${first.line}:${first.column} ${first.code} ${first.message}` : file;
  throw new UsageError(`${place}; run covenant check ${file}`);
}

/** The components that a plan's terms measure: those it names, or all. */
export function componentsOf(agreement: Agreement, named: readonly string[] | undefined): readonly string[] {
  return named ?? Object.keys(agreement.components ?? {});
}
