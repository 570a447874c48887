import type { Agreement } from '../promises/agreement.ts';
import type { JsonPath } from '../promises/evidence.ts';
import type { Problem } from '../promises/problem.ts';

/**
 * Abbreviations that mean two zones: one with a fixed offset and one whose clocks change with the season. IANA keeps
 * some as zones of their own, always with the fixed offset, which is rarely what an office keeps.
 */
const AMBIGUOUS: Readonly<Record<string, string>> = {
  EST: 'America/New_York or Etc/GMT+5',
  CST: 'America/Chicago, Asia/Shanghai or Etc/GMT+6',
  MST: 'America/Denver or Etc/GMT+7',
  PST: 'America/Los_Angeles or Etc/GMT+8',
  CET: 'Europe/Berlin or Etc/GMT-1',
  EET: 'Europe/Helsinki or Etc/GMT-2',
  WET: 'Europe/Lisbon or Etc/GMT',
  BST: 'Europe/London or Asia/Dhaka',
  IST: 'Asia/Kolkata, Asia/Jerusalem or Europe/Dublin',
};

/** Places where an abbreviation leaves open which clock is meant: in a clause's words or as a zone. */
export function zoneProblems(agreement: Agreement): readonly Problem[] {
  return [...inClauses(agreement), ...asZone(agreement)];
}

function inClauses(agreement: Agreement): Problem[] {
  return Object.entries(agreement.clauses).flatMap(([id, text]) =>
    Object.entries(AMBIGUOUS)
      .filter(([name]) => new RegExp(`\\b${name}\\b`).test(text))
      .map(([name, zones]) => ambiguous(name, zones, `${id} gives`, ['clauses', id])),
  );
}

/** IANA knows some abbreviations as zones too, so the schema takes them: at the head and in hours of support. */
function asZone(agreement: Agreement): Problem[] {
  const { zone, plans, 'every-plan': shared } = agreement;
  return zonesIn({ zone, 'every-plan': shared, plans }, []).flatMap(({ name, path }) => {
    const zones = AMBIGUOUS[name];
    return zones === undefined ? [] : [ambiguous(name, zones, 'this gives', path)];
  });
}

function zonesIn(value: unknown, path: JsonPath): { name: string; path: JsonPath }[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]: [string, unknown]) =>
    key === 'zone' && typeof item === 'string'
      ? [{ name: item, path: [...path, key] }]
      : zonesIn(item, [...path, key]),
  );
}

function ambiguous(name: string, zones: string, who: string, path: Problem['path']): Problem {
  return {
    code: 'COV-TIME-ZONE',
    severity: 'error',
    message: `${who} times in ${name}, which is ${zones}`,
    why: 'The readings differ by an hour for half of the year, which moves hours of support and the edges of months.',
    fix: 'add a choice that resolves COV-TIME-ZONE and says which zone holds',
    where: 'agreement',
    path,
  };
}
