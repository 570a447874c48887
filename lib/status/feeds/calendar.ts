import { isoOf } from '../../promises/availability/month.ts';
import type { MaintenanceView } from '../maintenance.ts';
import type { StatusModel } from '../model.ts';
import { noticeText, standingText } from '../words.ts';
import { legal } from '../xml.ts';
import { anchorOf, nameOf } from './entries.ts';

/** RFC 5545, 3.1: lines longer than 75 octets should be folded. */
const LONGEST_LINE = 75;

/**
 * Maintenance as an iCalendar (RFC 5545). A window keeps its UID for ever, and one that is called off stays in as
 * CANCELLED, so that subscribers' calendars take it out.
 */
export function calendar(model: StatusModel, address?: string): string {
  const events = model.maintenance.flatMap(window => event(window, model, address));
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Covenant//Status page//EN',
    'CALSCALE:GREGORIAN',
    `X-WR-CALNAME:${escaped(`Maintenance of ${nameOf(model)}`)}`,
    ...(events.length > 0 ? events : EMPTY),
    'END:VCALENDAR',
  ];
  return lines.map(line => `${folded(line)}\r\n`).join('');
}

/** A calendar must have a component (RFC 5545, 3.6); a time zone is one that shows nothing. */
const EMPTY: readonly string[] = [
  'BEGIN:VTIMEZONE',
  'TZID:Etc/UTC',
  'BEGIN:STANDARD',
  'DTSTART:19700101T000000',
  'TZOFFSETFROM:+0000',
  'TZOFFSETTO:+0000',
  'END:STANDARD',
  'END:VTIMEZONE',
];

function event(window: MaintenanceView, { host, components }: StatusModel, address?: string): string[] {
  const { from, until, announced = from, cancelled } = window;
  const changed = stamp(cancelled ?? announced);
  const titles = components.filter(({ name }) => window.components.includes(name)).map(({ title }) => title);
  const description = [
    window.text,
    `Components: ${titles.join(', ')}`,
    `${noticeText(window)}.`,
    standingText(window),
  ];
  return [
    'BEGIN:VEVENT',
    `UID:${escaped(`${encodeURIComponent(window.id.toWellFormed())}@${host}`)}`,
    `DTSTAMP:${changed}`,
    `LAST-MODIFIED:${changed}`,
    `SEQUENCE:${cancelled === undefined ? 0 : 1}`,
    `DTSTART:${stamp(from)}`,
    `DTEND:${stamp(until)}`,
    `SUMMARY:${escaped(window.title)}`,
    `DESCRIPTION:${escaped(description.filter(part => part !== undefined).join('\n'))}`,
    `STATUS:${cancelled === undefined ? 'CONFIRMED' : 'CANCELLED'}`,
    'TRANSP:TRANSPARENT',
    ...(address === undefined ? [] : [`URL:${address}index.html${anchorOf('maintenance', window.id)}`]),
    'END:VEVENT',
  ];
}

/** A UTC time as 20261103T100000Z. */
function stamp(instant: number): string {
  return `${isoOf(Math.floor(instant)).slice(0, 19).replace(/[-:]/g, '')}Z`;
}

/** A text value (RFC 5545, 3.3.11). Line breaks of any kind become one, so that no text can begin a line of its own. */
function escaped(text: string): string {
  return legal(text)
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\r\n?|\n|\u2028|\u2029|\u0085/g, '\\n')
    .replace(/\t/g, ' ')
    .replace(/[\u007F-\u009F]/g, '\uFFFD');
}

/** Breaks a line after at most 75 octets and never inside a character; the space after a break counts. */
export function folded(line: string): string {
  const encoder = new TextEncoder();
  let out = '';
  let octets = 0;
  for (const character of line) {
    const size = encoder.encode(character).length;
    if (octets + size > LONGEST_LINE) {
      out += '\r\n ';
      octets = 1;
    }
    out += character;
    octets += size;
  }
  return out;
}
