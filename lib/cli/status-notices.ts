import { UnreadableInputError } from '../agreement/errors.ts';
import type { Agreement } from '../promises/agreement.ts';
import { conform } from '../reader/conform.ts';
import { readYaml } from '../reader/yaml.ts';
import { type Notices, noticesSchema } from '../status/notices.ts';

/**
 * Reads incidents and maintenance from a YAML or JSON file.
 * @throws UnreadableInputError naming the first problem with its line and the fix.
 */
export function readNotices(file: string, agreement: Agreement): Notices {
  const parsed = readYaml(file);
  const { value, problems } = conform(noticesSchema, parsed, 'environment');
  const first = problems.find(({ severity }) => severity === 'error');
  if (first) {
    throw new UnreadableInputError(`${file}:${first.line}:${first.column} ${first.message}; ${first.fix}`);
  }
  if (!value) throw new UnreadableInputError(`${file} has no incidents or maintenance`);
  refuseUnknown(file, value, agreement);
  refuseTwice(file, value);
  return value;
}

function entries({ incidents = [], maintenance = [] }: Notices) {
  return [...incidents, ...maintenance];
}

function refuseUnknown(file: string, notices: Notices, agreement: Agreement): void {
  const known = Object.keys(agreement.components ?? {});
  for (const { id, components = [] } of entries(notices)) {
    const wrong = components.find(name => !known.includes(name));
    if (wrong === undefined) continue;
    throw new UnreadableInputError(
      `${file}: "${id}" names the component "${wrong}"; known: ${known.join(', ') || 'none'}`,
    );
  }
}

/** An id is what feeds and calendars know an entry by; two with one id would overwrite each other there. */
function refuseTwice(file: string, notices: Notices): void {
  const seen = new Set<string>();
  for (const { id } of entries(notices)) {
    if (seen.has(id))
      throw new UnreadableInputError(`${file}: the id "${id}" stands twice; give one another`);
    seen.add(id);
  }
}
