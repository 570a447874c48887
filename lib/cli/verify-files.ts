import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { UnreadableInputError } from '../agreement/errors.ts';
import { readHistoryText } from '../history/index.ts';
import { type Difference, publicKeyNear, readPublicKey, verifyDocument } from '../ledger/index.ts';

export interface VerifiedFile {
  readonly file: string;
  readonly kind: string;
  readonly ok: boolean;
  readonly differences: readonly Difference[];
}

const DOCUMENT = /\.(statement\.\d+|ledger(\.\d+)?)\.json$/;

function documentsBelow(folder: string): readonly string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name =>
    DOCUMENT.test(name),
  );
  if (names.length === 0) throw new UnreadableInputError(`${folder} holds no statement and no ledger`);
  return names.toSorted().map(name => join(folder, name));
}

/** A text that was never one of our documents is a wrong file, not a finding. */
function refuseForeign(file: string, text: string): void {
  if (/"(covenant|evidence|entries)"/.test(text) || DOCUMENT.test(file)) return;
  throw new UnreadableInputError(`${file} is neither a statement nor a ledger of Covenant`);
}

function verifyFile(file: string, keyFile: string | undefined): VerifiedFile {
  const text = readHistoryText(file);
  refuseForeign(file, text);
  const path = keyFile ?? publicKeyNear(file);
  const { kind, differences } = verifyDocument(text, path === undefined ? undefined : readPublicKey(path));
  return { file, kind, ok: differences.length === 0, differences };
}

/** Verifies a file, or every statement and ledger below a folder. @throws UnreadableInputError */
export function verifyFiles(path: string, keyFile: string | undefined): readonly VerifiedFile[] {
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  return (isFolder ? documentsBelow(path) : [path]).map(file => verifyFile(file, keyFile));
}
