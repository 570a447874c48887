import type { DrillMark } from '../promises/evidence.ts';

/** When a drill ended and where it ran, so that nobody takes a laptop for production. */
export function drillWords({ endedAt, place }: DrillMark): string {
  return `drill of ${endedAt.slice(0, 16).replace('T', ' ')} UTC, ${PLACES[place]}`;
}

const PLACES: Readonly<Record<DrillMark['place'], string>> = {
  local: 'on a local machine',
  deployed: 'in the environment',
};
