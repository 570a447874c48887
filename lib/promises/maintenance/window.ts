import { instantOf } from '../availability/month.ts';
import { byNotice, type Line } from '../incidents/log.ts';
import type { MaintenanceSaid } from './requests.ts';

export type MaintenanceLine = Line<MaintenanceSaid>;

/** A maintenance window as its lines add up. All times in epoch seconds. */
export interface MaintenanceWindow {
  readonly id: string;
  readonly title: string;
  readonly kind: string;
  readonly from: number;
  readonly until: number;
  /** All of them when left out. */
  readonly components?: string[] | undefined;
  /** Since when customers know of the whole of it as it is now. */
  readonly announced: number;
  readonly cancelled?: number | undefined;
  readonly text?: string | undefined;
}

/** A window as one line put it. */
interface Placed {
  readonly at: number;
  readonly from: number;
  readonly until: number;
  readonly components: string[] | undefined;
}

/** Every window, in the order of their ids. */
export function windowsIn(lines: readonly MaintenanceLine[]): readonly MaintenanceWindow[] {
  return [...byNotice(lines).values()].flatMap(own => windowOf(own) ?? []);
}

function windowOf(lines: readonly MaintenanceLine[]): MaintenanceWindow | undefined {
  const [first] = lines;
  if (first?.said.action !== 'announce') return undefined;
  const { title, kind } = first.said;
  const placed = lines.flatMap(placedBy);
  const last = placed.at(-1);
  if (!last) return undefined;
  const cancelled = lines.find(({ said }) => said.action === 'cancel')?.at;
  const text = lines.findLast(({ said }) => said.text !== undefined)?.said.text;
  const { from, until, components } = last;
  return {
    ...{ id: first.id, title, kind, from, until, announced: announcedAt(placed, last) },
    ...(components ? { components } : {}),
    ...(cancelled === undefined ? {} : { cancelled }),
    ...(text === undefined ? {} : { text }),
  };
}

function placedBy({ said, at }: MaintenanceLine): Placed[] {
  if (said.action === 'cancel') return [];
  const { from, until, components } = said;
  return [{ at, from: instantOf(from), until: instantOf(until), components }];
}

/**
 * A window that became shorter, or concerns less, was announced with what it was cut from. One that was moved,
 * became longer or concerns more was announced by that change: nobody could know of it before.
 */
function announcedAt(placed: readonly Placed[], now: Placed): number {
  const unknown = placed.findLastIndex(before => !covers(before, now));
  return placed[unknown + 1]?.at ?? now.at;
}

function covers(before: Placed, now: Placed): boolean {
  const concerned = before.components;
  return (
    before.from <= now.from &&
    now.until <= before.until &&
    (concerned === undefined || (now.components?.every(name => concerned.includes(name)) ?? false))
  );
}
