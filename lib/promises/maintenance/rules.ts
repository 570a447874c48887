import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import type { Agreement } from '../agreement.ts';
import { type Exclusion, type ExclusionTerm, judgeExclusions } from '../availability/exclusions.ts';
import { instantOf } from '../availability/month.ts';
import { measuringOf } from '../availability/rules.ts';
import { exclusion as exclusionSchema } from '../availability/schema.ts';
import type { Environment } from '../environment.ts';
import type { Refusal } from '../incidents/log.ts';
import { allTerms } from '../incidents/rules.ts';
import type { Terms } from '../terms.ts';
import type { MaintenanceRequest } from './requests.ts';
import { maintenance } from './schema.ts';
import { type MaintenanceLine, type MaintenanceWindow, windowsIn } from './window.ts';

/** What some of the plans agreed on maintenance: its kinds, and what of it does not count. */
const planTerms = z.object({ kinds: maintenance.shape.kinds, excludes: z.array(exclusionSchema) });
export type MaintenanceTerms = z.output<typeof planTerms>;
export type MaintenanceKind = MaintenanceTerms['kinds'][string];

/** What the functions are given of the agreement, as it is written. */
export const maintenanceSetting = z.object({
  zone: z.string(),
  components: z.array(z.string()),
  plans: z.record(z.string(), planTerms),
});
export type MaintenanceSetting = z.output<typeof maintenanceSetting>;

function termsIn(terms: Terms): MaintenanceTerms {
  const excludes = measuringOf(terms.availability).excludes.filter(({ kind }) => kind === 'maintenance');
  return { kinds: terms.maintenance?.kinds ?? {}, excludes: [...excludes] };
}

/** The key of a plan's terms, or of a tenant with terms of its own. */
export function termsKey(plan: string, tenant?: string): string {
  return tenant === undefined ? plan : `${plan}/${tenant}`;
}

/** What each plan (and each tenant with terms of its own) agreed; those that agreed nothing are left out. */
export function maintenanceTerms(
  agreement: Agreement,
  environment: Environment,
): Readonly<Record<string, MaintenanceTerms>> {
  const special = environment.tenants.filter(({ terms }) => terms);
  const keys = [
    ...Object.keys(agreement.plans).map(plan => termsKey(plan)),
    ...special.map(({ plan, name }) => termsKey(plan, name)),
  ];
  const entries = allTerms(agreement, environment).map(
    (terms, at) => [keys[at] ?? '', termsIn(terms)] as const,
  );
  return Object.fromEntries(
    entries.filter(([, { kinds, excludes }]) => Object.keys(kinds).length > 0 || excludes.length > 0),
  );
}

/** Whether some kind of maintenance is announced to the customers of these terms by email. */
export function announcedByEmail({ maintenance: terms }: Terms): boolean {
  return Object.values(terms?.kinds ?? {}).some(kind => kind['told-by']?.includes('email'));
}

/** The kinds that anybody was promised, by name; of two with one name each plan keeps its own. */
function kindsNamed({ plans }: MaintenanceSetting, name: string): readonly MaintenanceKind[] {
  return Object.values(plans).flatMap(({ kinds }) => {
    const kind = kinds[name];
    return kind ? [kind] : [];
  });
}

/** Why a window may not be announced under its kind, or undefined when it may. Too little notice is no reason. */
export function refusedMaintenance(
  lines: readonly MaintenanceLine[],
  { id, said }: MaintenanceRequest,
  setting: MaintenanceSetting,
  now: number,
): Refusal | undefined {
  const window = windowsIn(lines).find(each => each.id === id);
  if (said.action === 'announce') {
    if (window) return { refused: `there is a window ${id} already; change it or take another id` };
    return refusalOf(windowRefused({ ...said, ...timesOf(said) }, setting, now));
  }
  if (!window) return { refused: `there is no window ${id}; announce it first` };
  if (window.cancelled !== undefined) return { refused: `${id} was cancelled; announce another one` };
  if (window.until <= now) return { refused: `${id} is over; what was announced stays as it is` };
  if (said.action === 'cancel') return undefined;
  const { kind } = window;
  return refusalOf(windowRefused({ kind, ...timesOf(said), components: said.components }, setting, now));
}

function refusalOf(refused: string | undefined): Refusal | undefined {
  return refused === undefined ? undefined : { refused };
}

function timesOf({ from, until }: { readonly from: string; readonly until: string }) {
  return { from: instantOf(from), until: instantOf(until) };
}

type Asked = Pick<MaintenanceWindow, 'kind' | 'from' | 'until' | 'components'>;

function windowRefused(asked: Asked, setting: MaintenanceSetting, now: number): string | undefined {
  const { from, until, kind, components = [] } = asked;
  const kinds = kindsNamed(setting, kind);
  if (kinds.length === 0) return `the agreement has no maintenance of kind "${kind}"; ${known(setting)}`;
  const strange = components.find(name => !setting.components.includes(name));
  if (strange !== undefined)
    return `there is no component "${strange}"; known: ${setting.components.join(', ')}`;
  if (until <= from) return 'it would end before it starts';
  if (until <= now) return 'it would be over already';
  const longest = kinds.flatMap(({ 'lasts-under': most }) => most ?? []);
  const broken = longest.find(({ seconds }) => until - from >= seconds);
  if (broken) return `${kind} maintenance is over in less than ${broken.text}`;
  if (kinds.some(({ when }) => when === 'weekends') && !onWeekend(asked, setting.zone))
    return `${kind} maintenance is done on weekends, by the clock of ${setting.zone}`;
  return undefined;
}

function known({ plans }: MaintenanceSetting): string {
  const names = new Set(Object.values(plans).flatMap(({ kinds }) => Object.keys(kinds)));
  return `known: ${[...names].join(', ') || 'none'}`;
}

const SATURDAY = 6;

/** Whether all of it lies on Saturdays and Sundays of a zone. */
function onWeekend({ from, until }: Pick<Asked, 'from' | 'until'>, zone: string): boolean {
  const start = localOf(from, zone);
  const end = localOf(until - 1, zone);
  const days = start.toPlainDate().until(end.toPlainDate()).days;
  return start.dayOfWeek >= SATURDAY && end.dayOfWeek >= SATURDAY && days <= 1;
}

function localOf(instant: number, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant * 1000).toZonedDateTimeISO(zone);
}

/** The measurement's view of a window: what was announced, and when. One that was called off on its way ends there. */
export function exclusionOf(window: MaintenanceWindow): Exclusion {
  const { id, from, until, announced, cancelled, components } = window;
  const end = Math.max(from, Math.min(until, cancelled ?? until));
  return {
    ...{ id, kind: 'maintenance', start: from, end, announced },
    ...(components ? { components } : {}),
  };
}

/** Whether downtime in a window does not count for somebody, by the one formula that the month close uses too. */
export function isExcluded(window: MaintenanceWindow, setting: MaintenanceSetting): boolean {
  return Object.values(setting.plans).some(terms => standing(window, terms) === undefined);
}

/** Why downtime in a window counts under these terms, or undefined when it does not (NODE-3, TIER-8, AGENT-3). */
export function standing(window: MaintenanceWindow, terms: MaintenanceTerms): string | undefined {
  const { start, end } = exclusionOf(window);
  if (end <= start) return 'it was cancelled before it began';
  if (terms.kinds[window.kind]?.downtime === false) return `${window.kind} maintenance has no downtime`;
  return reasonAgainst(window, terms.excludes);
}

/** The same for every plan and tenant with terms of its own; null where downtime in the window does not count. */
export function standings(
  window: MaintenanceWindow,
  { plans }: MaintenanceSetting,
): Readonly<Record<string, string | null>> {
  return Object.fromEntries(
    Object.entries(plans).map(([name, terms]) => [name, standing(window, terms) ?? null]),
  );
}

function reasonAgainst(window: MaintenanceWindow, excludes: readonly ExclusionTerm[]): string | undefined {
  return judgeExclusions([exclusionOf(window)], excludes).refused[0]?.reason;
}

/** Windows as the page judges them: those with downtime, whether or not their notice was long enough. */
export function claimsOf(
  windows: readonly MaintenanceWindow[],
  setting: MaintenanceSetting,
): readonly Exclusion[] {
  const withDowntime = ({ kind }: MaintenanceWindow) =>
    kindsNamed(setting, kind).some(({ downtime }) => downtime);
  return windows
    .filter(withDowntime)
    .map(exclusionOf)
    .filter(({ start, end }) => start < end);
}

/** The exclusions that the measurement has to be given by now: of windows that are over, so that none can change. */
export function dueExclusions(
  windows: readonly MaintenanceWindow[],
  setting: MaintenanceSetting,
  now: number,
): readonly Exclusion[] {
  return windows.filter(window => window.until <= now && isExcluded(window, setting)).map(exclusionOf);
}
