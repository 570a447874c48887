import { isoOf } from '../availability/month.ts';
import { ALARM_WRITES, type IncidentLine, incidentsIn } from './incident.ts';
import type { IncidentRequest } from './requests.ts';

/** A change of an alarm on one component, seen from outside of its region. */
export interface ComponentAlarm {
  readonly component: string;
  readonly title: string;
  readonly ringing: boolean;
  /** In epoch seconds. */
  readonly at: number;
}

/** The component of which an alarm says that it is down; undefined for every other alarm. */
export function componentOfAlarm(alarmName: string, components: readonly string[]): string | undefined {
  return components.find(component => alarmName.endsWith(`-component-down-${component}`));
}

/**
 * What to write when an alarm changes: a component that is seen down opens an incident, unless one is open that
 * concerns it; one that is seen up again closes what the alarm had opened. Where a person has written, only an update
 * is added: people decide when their incident is over. The id follows from the alarm, so that a second delivery of the
 * same change finds the first (AWS fact 23).
 */
export function requestsOf(
  alarm: ComponentAlarm,
  lines: readonly IncidentLine[],
): readonly IncidentRequest[] {
  const open = incidentsIn(lines).filter(
    ({ resolved, components }) => resolved === undefined && (components?.includes(alarm.component) ?? true),
  );
  if (alarm.ringing) return open.length > 0 ? [] : [opening(alarm)];
  return open
    .filter(({ started }) => started <= alarm.at)
    .flatMap(({ id }): IncidentRequest[] => {
      const own = lines.filter(line => line.id === id);
      if (own.every(({ by }) => by === ALARM_WRITES)) return [ending(id, alarm)];
      return toldAlready(own) ? [] : [goodAgain(id, alarm)];
    });
}

function opening({ component, title, at }: ComponentAlarm): IncidentRequest {
  return {
    id: `${component}-${isoOf(at).replace(/[^0-9TZ]/g, '')}`.slice(0, 100),
    by: ALARM_WRITES,
    said: {
      action: 'open',
      title: `${title} cannot be reached`,
      impact: 'outage',
      components: [component],
      started: isoOf(at),
      text: `Probes from outside cannot reach ${title}.`,
    },
  };
}

function ending(id: string, { title, at }: ComponentAlarm): IncidentRequest {
  const text = `Probes from outside reach ${title} again.`;
  return { id, by: ALARM_WRITES, said: { action: 'resolve', text, resolved: isoOf(at) } };
}

function goodAgain(id: string, { title }: ComponentAlarm): IncidentRequest {
  const text = `Probes from outside reach ${title} again.`;
  return { id, by: ALARM_WRITES, said: { action: 'update', text, state: 'watching' } };
}

/** Whether the last word is the alarm's own that all is well. */
function toldAlready(lines: readonly IncidentLine[]): boolean {
  const last = lines.at(-1);
  return last?.by === ALARM_WRITES && last.said.action === 'update' && last.said.state === 'watching';
}
