import { isoOf } from '../../promises/availability/month.ts';
import type { IncidentView } from '../incidents.ts';
import type { MaintenanceView } from '../maintenance.ts';
import type { StatusModel } from '../model.ts';
import {
  IMPACT_WORDS,
  lastingText,
  MAINTENANCE_WORDS,
  noticeText,
  rangeText,
  standingText,
  timeText,
  UPDATE_WORDS,
} from '../words.ts';

/** Readers fetch a feed again and again, so it carries what is new; status.json has everything. */
const NEWEST = 50;

/** What both feeds say of an incident or a maintenance window. */
export interface Entry {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly published: number;
  readonly updated: number;
  /** The place on the page, such as `#incident-2026-11-03`. */
  readonly anchor: string;
  readonly tags: readonly string[];
}

/** Newest first. */
export function entriesOf(model: StatusModel): readonly Entry[] {
  const incidents = model.incidents.map(incident => incidentEntry(incident, model));
  const maintenance = model.maintenance.map(window => maintenanceEntry(window, model));
  return [...incidents, ...maintenance]
    .toSorted((a, b) => b.updated - a.updated || (a.id < b.id ? -1 : 1))
    .slice(0, NEWEST);
}

function incidentEntry(incident: IncidentView, { agreement, host, asOf }: StatusModel): Entry {
  const { title, started, resolved, updates } = incident;
  const told = updates.map(({ at, state, text }) => {
    const word = state ? `${UPDATE_WORDS[state]}: ` : '';
    return `${timeText(at, agreement.zone)}: ${word}${text}`;
  });
  const facts = `${capital(IMPACT_WORDS[incident.impact])}. ${lastingText(incident)}.`;
  return {
    id: tagUri(host, agreement.effective, `incident/${incident.id}`),
    title: `${title} (${resolved === undefined ? 'open' : 'resolved'})`,
    text: [facts, ...told, ...(incident.report ? [`Report: ${incident.report}`] : [])].join('\n\n'),
    published: Math.min(started, asOf),
    updated: incident.updated,
    anchor: anchorOf('incident', incident.id),
    tags: ['incident', ...incident.components],
  };
}

function maintenanceEntry(window: MaintenanceView, { agreement, host }: StatusModel): Entry {
  const { title, from, until, announced = from, cancelled } = window;
  const when = `${rangeText(from, until, agreement.zone)}, ${noticeText(window)}.`;
  return {
    id: tagUri(host, agreement.effective, `maintenance/${window.id}`),
    title: `${title} (${MAINTENANCE_WORDS[window.state].toLowerCase()})`,
    text: [when, ...(window.text ? [window.text] : []), standingText(window)].join('\n\n'),
    published: announced,
    updated: cancelled ?? announced,
    anchor: anchorOf('maintenance', window.id),
    tags: ['maintenance', ...window.components],
  };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The id of the part of the page that shows it. */
export function anchorOf(kind: 'incident' | 'maintenance', id: string): string {
  return `#${kind}-${plainName(id)}`;
}

/** A name that is safe in a file name, an address and an id, and still differs where the original does. */
export function plainName(name: string): string {
  const plain = name.replace(
    /[^A-Za-z0-9-]/gu,
    character => `_${(character.codePointAt(0) ?? 0).toString(16)}`,
  );
  return plain.slice(0, 150) || '_';
}

/** A permanent id that needs no address (RFC 4151): it stays when the page moves. */
export function tagUri(host: string, since: string, specific: string): string {
  const authority = host.toLowerCase().replace(/[^a-z0-9.-]/g, '-');
  return `tag:${authority},${since}:${specific
    .split('/')
    .map(part => encodeURIComponent(part.toWellFormed()))
    .join('/')}`;
}

/** When the feed as a whole last changed: with its newest entry. */
export function feedUpdated(entries: readonly Entry[], { asOf }: StatusModel): string {
  return isoOf(Math.max(...entries.map(({ updated }) => updated), ...(entries.length === 0 ? [asOf] : [])));
}

/** What the page, the feeds and the calendar are called. */
export function nameOf({ agreement, environment }: StatusModel): string {
  return `${agreement.title ?? agreement.agreement} · ${environment}`;
}
