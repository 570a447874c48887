import fc from 'fast-check';
import { calendar, folded } from '../../lib/status/feeds/calendar.ts';
import type { NoticesInput } from '../../lib/status/notices.ts';
import { history, model } from './fixtures.ts';
import { anyText, hostile } from './hostile.ts';

type Event = Readonly<Record<string, string>>;

/** Reads a calendar by the rules of RFC 5545, and fails where one is broken. */
function read(text: string): { lines: readonly string[]; events: readonly Event[] } {
  expect(text.endsWith('\r\n')).toBe(true);
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  const physical = text.slice(0, -2).split('\r\n');
  for (const line of physical) {
    expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
    expect(line.isWellFormed()).toBe(true);
  }
  const lines = physical.join('\r\n').replaceAll('\r\n ', '').split('\r\n');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: no content line may carry one.
  for (const line of lines) expect(line).toMatch(/^[A-Z-]+(;[^:]*)?:[^\u0000-\u001F\u007F]*$/);
  return { lines, events: eventsOf(lines) };
}

function eventsOf(lines: readonly string[]): readonly Event[] {
  const open: string[] = [];
  const events: Record<string, string>[] = [];
  for (const line of lines) {
    const [name = '', value = ''] = [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)];
    if (name === 'BEGIN') open.push(value);
    if (name === 'BEGIN' && value === 'VEVENT') events.push({});
    if (name === 'END') expect(open.pop()).toBe(value);
    const event = events.at(-1);
    if (open.at(-1) === 'VEVENT' && name !== 'BEGIN' && event) {
      expect(event).not.toHaveProperty(name);
      event[name] = value;
    }
  }
  expect(open).toEqual([]);
  return events;
}

const WINDOW = {
  id: 'm1',
  title: 'Move, part 1; then back\\',
  components: ['web'],
  from: '2026-12-01T10:00:00Z',
  until: '2026-12-01T11:30:00Z',
  announced: '2026-11-18T09:00:00Z',
  text: 'First line\nsecond line',
};
const read1 = (maintenance: NoticesInput['maintenance']) =>
  read(calendar(model([history()], { maintenance })));

test('an event has what RFC 5545 asks, in UTC, with its texts escaped', () => {
  const { lines, events } = read1([WINDOW]);
  expect(lines.slice(0, 3)).toEqual([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Covenant//Status page//EN',
  ]);
  expect(events).toHaveLength(1);
  expect(events[0]).toMatchObject({
    UID: 'm1@status.example.com',
    DTSTAMP: '20261118T090000Z',
    DTSTART: '20261201T100000Z',
    DTEND: '20261201T113000Z',
    SUMMARY: 'Move\\, part 1\\; then back\\\\',
    STATUS: 'CONFIRMED',
    SEQUENCE: '0',
  });
  expect(events[0]?.DESCRIPTION).toMatch(/^First line\\nsecond line\\nComponents: Web site\\n/);
});

test('one that is called off keeps its UID, is cancelled, and counts as a newer version', () => {
  const { events } = read1([{ ...WINDOW, cancelled: '2026-11-19T08:00:00Z' }]);
  expect(events[0]).toMatchObject({
    UID: 'm1@status.example.com',
    STATUS: 'CANCELLED',
    SEQUENCE: '1',
    DTSTAMP: '20261119T080000Z',
  });
});

test('a calendar without maintenance still has a component, as it must', () => {
  const { lines, events } = read1([]);
  expect(events).toEqual([]);
  expect(lines).toContain('BEGIN:VTIMEZONE');
});

test('lines are folded at 75 octets, between characters, and unfold to what they were', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), text => {
      const line = `X:${text.replace(/[\r\n]/g, '')}`;
      for (const part of folded(line).split('\r\n')) expect(Buffer.byteLength(part)).toBeLessThanOrEqual(75);
      expect(folded(line).replaceAll('\r\n ', '')).toBe(line);
    }),
  );
  expect(folded('x'.repeat(75))).not.toContain('\r\n');
  expect(folded('x'.repeat(76))).toBe(`${'x'.repeat(75)}\r\n x`);
});

test('no text can begin a line of its own: a forged event stays a summary', () => {
  fc.assert(
    fc.property(anyText, text => {
      expect(read(calendar(hostile(text), 'https://status.example.com/')).events).toHaveLength(1);
    }),
    { numRuns: 60 },
  );
});
