import { instantOf } from '../availability/month.ts';
import { byNotice, type Line, type Refusal } from './log.ts';
import type { IncidentRequest, IncidentSaid } from './requests.ts';

export type IncidentLine = Line<IncidentSaid>;

export interface IncidentUpdate {
  readonly at: number;
  readonly state?: 'investigating' | 'identified' | 'watching' | 'resolved' | undefined;
  readonly text: string;
}

/** An incident as its lines add up. All times in epoch seconds. */
export interface Incident {
  readonly id: string;
  readonly title: string;
  /** All of them when left out. */
  readonly components?: string[] | undefined;
  /** The worst that was said of it. */
  readonly impact: 'outage' | 'degraded' | 'none';
  readonly started: number;
  /** Undefined while it is open. */
  readonly resolved?: number | undefined;
  readonly report?: string | undefined;
  readonly updates: IncidentUpdate[];
}

/** Who writes for an alarm. An incident in which a person wrote is for people to resolve. */
export const ALARM_WRITES = 'alarm';

/** Every incident, in the order of their ids. */
export function incidentsIn(lines: readonly IncidentLine[]): readonly Incident[] {
  return [...byNotice(lines).values()].flatMap(own => incidentOf(own) ?? []);
}

function incidentOf(lines: readonly IncidentLine[]): Incident | undefined {
  const [first] = lines;
  if (first?.said.action !== 'open') return undefined;
  const { title, impact, components, started } = first.said;
  const begun: Incident = {
    id: first.id,
    title,
    impact,
    ...(components ? { components } : {}),
    started: started === undefined ? first.at : instantOf(started),
    updates: textOf(first),
  };
  return lines.slice(1).reduce(withLine, begun);
}

function withLine(incident: Incident, line: IncidentLine): Incident {
  const updates = [...incident.updates, ...textOf(line)];
  const { said, at } = line;
  switch (said.action) {
    case 'open':
      return incident;
    case 'update':
      return { ...incident, impact: worse(incident.impact, said.impact), updates };
    case 'resolve':
      return {
        ...incident,
        resolved: incident.resolved ?? (said.resolved === undefined ? at : instantOf(said.resolved)),
        updates,
      };
    case 'report':
      return { ...incident, report: said.report };
  }
}

const IMPACTS: readonly Incident['impact'][] = ['none', 'degraded', 'outage'];

function worse(a: Incident['impact'], b: Incident['impact'] | undefined): Incident['impact'] {
  return b !== undefined && IMPACTS.indexOf(b) > IMPACTS.indexOf(a) ? b : a;
}

function textOf({ at, said }: IncidentLine): IncidentUpdate[] {
  switch (said.action) {
    case 'open':
      return said.text ? [{ at, state: 'investigating', text: said.text }] : [];
    case 'update':
      return [{ at, text: said.text, ...(said.state ? { state: said.state } : {}) }];
    case 'resolve':
      return [{ at, state: 'resolved', text: said.text ?? 'It is over.' }];
    case 'report':
      return [];
  }
}

/** Why a request cannot be written, or undefined when it can. */
export function refusedIncident(
  lines: readonly IncidentLine[],
  { id, said }: IncidentRequest,
  known: readonly string[],
  now: number,
): Refusal | undefined {
  const incident = incidentsIn(lines).find(each => each.id === id);
  const reason =
    said.action === 'open'
      ? openingRefused(incident, said, known, now)
      : incident
        ? goingOnRefused(incident, said, now)
        : `there is no incident ${id}; open it first`;
  return reason === undefined ? undefined : { refused: reason };
}

type Opening = Extract<IncidentSaid, { action: 'open' }>;

function openingRefused(
  incident: Incident | undefined,
  { components = [], started }: Opening,
  known: readonly string[],
  now: number,
): string | undefined {
  if (incident) return `there is an incident ${incident.id} already; an id is never used twice`;
  const strange = components.find(name => !known.includes(name));
  if (strange !== undefined)
    return `there is no component "${strange}"; known: ${known.join(', ') || 'none'}`;
  if (started !== undefined && instantOf(started) > now) return 'it would start in the future';
  return undefined;
}

function goingOnRefused(
  { id, started, resolved }: Incident,
  said: Exclude<IncidentSaid, Opening>,
  now: number,
): string | undefined {
  switch (said.action) {
    case 'update':
      return resolved !== undefined && said.state ? `${id} is resolved; open another incident` : undefined;
    case 'resolve': {
      if (resolved !== undefined) return `${id} is resolved already`;
      const at = said.resolved === undefined ? now : instantOf(said.resolved);
      if (at > now) return 'it would end in the future';
      return at < started ? 'it would end before it started' : undefined;
    }
    case 'report':
      return resolved === undefined ? `${id} is still open; resolve it before its report` : undefined;
  }
}
