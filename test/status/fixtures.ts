import { type AgreementInput, defineAgreement } from '../../lib/promises/agreement.ts';
import type { History } from '../../lib/promises/availability/history.ts';
import { instantOf } from '../../lib/promises/availability/month.ts';
import { type Interval, spansOf } from '../../lib/promises/availability/spans.ts';
import { type StatusInput, type StatusModel, statusOf } from '../../lib/status/model.ts';
import { type NoticesInput, noticesSchema } from '../../lib/status/notices.ts';

export const at = instantOf;

const MEASURED = {
  order: 'exclude-first',
  scope: 'run-across-month',
  missing: 'as-up',
  denominator: 'total',
  'counts-after': '5m',
  combine: 'each',
} as const;

export const INPUT: AgreementInput = {
  agreement: 'two-parts',
  title: 'Two parts',
  version: 3,
  effective: '2026-01-01',
  zone: 'America/New_York',
  currency: 'USD',
  clauses: { 'T-1': 'Each part is up 99.5 % of a month.', 'T-2': 'Announced maintenance does not count.' },
  components: { web: { title: 'Web site' }, queue: { title: 'Queue' } },
  'every-plan': {
    availability: {
      clause: 'T-1',
      commitment: 'contract',
      promise: '99.5%',
      measured: MEASURED,
      excludes: [{ clause: 'T-2', kind: 'maintenance', notice: '24h' }],
    },
  },
  plans: { basic: { title: 'Basic' }, large: { title: 'Large' } },
};

export const AGREEMENT = defineAgreement(INPUT);
export const FROM = at('2026-06-01T04:00:00Z');
export const NOW = at('2026-11-20T17:00:00Z');

type Times = readonly (readonly [string, string])[];

function spans(times: Times = []) {
  return spansOf(times.map(([start, end]): Interval => [at(start), at(end)]));
}

export interface Part {
  readonly down?: Times;
  readonly unknown?: Times;
}

/** A history in which both parts are up all the time, but for what is said. */
export function history(parts: Readonly<Record<string, Part>> = {}, more: Partial<History> = {}): History {
  const all: Readonly<Record<string, Part>> = { web: {}, queue: {}, ...parts };
  const components = Object.fromEntries(
    Object.entries(all).map(([name, { down, unknown }]) => [
      name,
      { down: spans(down), unknown: spans(unknown) },
    ]),
  );
  return { source: 'test', from: FROM, until: NOW, components, exclusions: [], notes: [], ...more };
}

export function model(
  histories: readonly History[] = [history()],
  notices: NoticesInput = {},
  more: Partial<StatusInput> = {},
): StatusModel {
  return statusOf({
    environment: 'test',
    host: 'status.example.com',
    agreement: AGREEMENT,
    histories,
    notices: noticesSchema.parse(notices),
    asOf: NOW,
    ...more,
  });
}

export function part(found: StatusModel, name = 'web') {
  const component = found.components.find(item => item.name === name);
  if (!component) throw new Error(`no ${name}`);
  return component;
}
