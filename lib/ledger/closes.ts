import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CovenantError } from '../agreement/errors.ts';
import { type CloseFile, type CloseResult, closeSchema, signClose } from './close-file.ts';
import { render } from './document.ts';
import type { Signer } from './signer.ts';
import { createWhole, writeWhole } from './whole-file.ts';

const FOLDER = 'closes';
const NAME = /^\d{6}\.close\.json$/;
const ATTEMPTS = 20;

function readCloses(folder: string): readonly CloseFile[] {
  const names = readdirSync(folder).filter(name => NAME.test(name));
  return names
    .toSorted()
    .map(name => closeSchema.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))));
}

/** Whether a close hands over the same statements as another; ledgers grow with every month and do not tell. */
function saysTheSame(a: CloseResult, b: CloseResult): boolean {
  const said = ({ month, tenants }: CloseResult) =>
    JSON.stringify([
      month,
      tenants.map(({ tenant, reason, statementHash }) => [tenant, reason, statementHash]),
    ]);
  return said(a) === said(b);
}

/**
 * Adds a close to the chain of a folder, and puts a copy beside the month's statements. One that posted nothing and
 * hands over what the month's latest close did adds nothing. Two at once make two closes, one after the other.
 * @throws CovenantError when others add closes all the time.
 */
export async function addClose(
  out: string,
  result: CloseResult,
  posted: boolean,
  signer: Signer,
): Promise<CloseFile> {
  const folder = join(out, FOLDER);
  mkdirSync(folder, { recursive: true });
  const copy = join(out, result.month, 'close.json');
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const closes = readCloses(folder);
    const latest = closes.findLast(({ month }) => month === result.month);
    const again = !posted && latest !== undefined && saysTheSame(latest, result);
    const file = again ? latest : await signClose(result, closes.at(-1), signer);
    const name = `${String(file.sequence).padStart(6, '0')}.close.json`;
    if (!again && !createWhole(join(folder, name), render(file), 0o644)) continue;
    writeWhole(copy, render(file));
    return file;
  }
  throw new CovenantError(`${folder} is written by others all the time; try again`);
}
