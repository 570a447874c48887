import { type IncidentLine, incidentsIn } from '../promises/incidents/incident.ts';
import { type MaintenanceSetting, standings } from '../promises/maintenance/rules.ts';
import { type MaintenanceLine, windowsIn } from '../promises/maintenance/window.ts';
import { IMPACT_WORDS, lengthText, rangeText, timeText, UPDATE_WORDS } from './words.ts';

/** An email to customers; plain text. */
export interface Message {
  readonly subject: string;
  readonly text: string;
}

interface Scene {
  /** In which times are given. */
  readonly zone: string;
  /** Where the page is read. */
  readonly address: string;
}

function message(subject: string, paragraphs: readonly (string | undefined)[], { address }: Scene): Message {
  const text = [...paragraphs.filter(each => each !== undefined && each !== ''), address].join('\n\n');
  return { subject, text };
}

/** What customers are told of the last line of an incident; undefined when its lines make none. */
export function incidentMessage(lines: readonly IncidentLine[], scene: Scene): Message | undefined {
  const [incident] = incidentsIn(lines);
  const last = lines.at(-1);
  if (!incident || !last) return undefined;
  const { title, started, resolved, impact } = incident;
  const since = `${title}: ${IMPACT_WORDS[impact]} since ${timeText(started, scene.zone)}.`;
  const { said } = last;
  switch (said.action) {
    case 'open':
      return message(`Incident: ${title}`, [since, said.text], scene);
    case 'update': {
      const state = said.state ? `${UPDATE_WORDS[said.state]}.` : undefined;
      return message(`Update: ${title}`, [state, said.text, since], scene);
    }
    case 'resolve': {
      const lasted = resolved === undefined ? '' : `It lasted ${lengthText(resolved - started)}.`;
      return message(`Resolved: ${title}`, [said.text, lasted], scene);
    }
    case 'report':
      return message(`Report: ${title}`, [`The report on this incident: ${said.report}`], scene);
  }
}

/** What customers are told of the last line of a maintenance window. */
export function maintenanceMessage(
  lines: readonly MaintenanceLine[],
  setting: MaintenanceSetting,
  scene: Scene,
): Message | undefined {
  const [window] = windowsIn(lines);
  const said = lines.at(-1)?.said;
  if (!window || !said) return undefined;
  const when = `${window.title}: ${rangeText(window.from, window.until, scene.zone)}.`;
  const what = `Kind: ${window.kind}. ${window.components ? `Concerns ${window.components.join(', ')}.` : 'Concerns every component.'}`;
  const reasons = Object.values(standings(window, setting));
  const because = reasons.find(reason => reason !== null);
  const counts = because ? `Downtime in it counts: ${because}.` : 'Downtime in it does not count.';
  switch (said.action) {
    case 'announce':
      return message(`Maintenance: ${window.title}`, [when, what, said.text, counts], scene);
    case 'change':
      return message(`Maintenance changed: ${window.title}`, [when, what, said.text, counts], scene);
    case 'cancel':
      return message(
        `Maintenance cancelled: ${window.title}`,
        [`${when} It is called off.`, said.text],
        scene,
      );
  }
}
