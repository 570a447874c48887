import type { XmlObject } from '../xml.ts';
import type { Call } from './call.ts';

const DEFAULT_MINUTES = 60;

export function describeEvents({ rds, region, form }: Call): XmlObject {
  const minutes = form.number('Duration') ?? DEFAULT_MINUTES;
  const since = form.time('StartTime') ?? new Date(Date.now() - minutes * 60_000);
  const found = rds.events.of(region, form.text('SourceIdentifier'), since);
  const shown = found.map(event => ({
    SourceIdentifier: event.source,
    SourceType: 'db-instance',
    SourceArn: `arn:aws:rds:${region}:000000000000:db:${event.source}`,
    Message: event.message,
    EventCategories: { EventCategory: [event.category] },
    Date: event.date,
  }));
  return { Events: { Event: shown } };
}
