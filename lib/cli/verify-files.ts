import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { UnreadableInputError } from '../agreement/errors.ts';
import { readHistoryText } from '../history/index.ts';
import { type Chain, verifyChain } from '../ledger/chain.ts';
import { closeSchema } from '../ledger/close-file.ts';
import type { Difference } from '../ledger/differences.ts';
import { statementSchema } from '../ledger/document.ts';
import { publicKeyNear, readPublicKey, verifyDocument } from '../ledger/index.ts';
import { ledgerSchema } from '../ledger/shape.ts';
import { differencesOfDrill } from './verify-drill.ts';

export interface VerifiedFile {
  /** A document, or the folder whose documents were seen to fit together. */
  readonly file: string;
  readonly kind: string;
  readonly ok: boolean;
  readonly differences: readonly Difference[];
}

const DOCUMENT = /(\.(statement\.\d+|ledger(\.\d+)?|close)|^close)\.json$/;
const IN_CHAIN = /\.close\.json$/;

/** A text that was never one of our documents is a wrong file, not a finding. */
function refuseForeign(file: string, text: string): void {
  if (/"(covenant|evidence|entries)"/.test(text) || DOCUMENT.test(basename(file))) return;
  throw new UnreadableInputError(`${file} is no statement, ledger, close or report of a drill of Covenant`);
}

function verifyFile(file: string, keyFile: string | undefined): VerifiedFile {
  const text = readHistoryText(file);
  const ofDrill = differencesOfDrill(file, text, keyFile);
  if (ofDrill) return { file, kind: 'drill', ok: ofDrill.length === 0, differences: ofDrill };
  refuseForeign(file, text);
  const path = keyFile ?? publicKeyNear(file);
  const { kind, differences } = verifyDocument(text, path === undefined ? undefined : readPublicKey(path));
  return { file, kind, ok: differences.length === 0, differences };
}

/** The documents of a folder that have their shape; those that do not are findings by themselves. */
function chainOf(files: readonly string[]): Chain {
  const values = files.flatMap(path => {
    try {
      const value: unknown = JSON.parse(readHistoryText(path));
      return [{ path, value }];
    } catch {
      return [];
    }
  });
  const of = <T>(parse: (value: unknown) => { readonly data?: T | undefined }) =>
    values.flatMap(({ path, value }) => {
      const { data } = parse(value);
      return data === undefined ? [] : [{ path, file: data }];
    });
  const closes = of(value => closeSchema.safeParse(value));
  return {
    closes: closes.filter(({ path }) => IN_CHAIN.test(path)),
    months: closes.filter(({ path }) => !IN_CHAIN.test(path)),
    statements: of(value => statementSchema.safeParse(value)),
    ledgers: of(value => ledgerSchema.safeParse(value)),
  };
}

/** Every document below a folder, and how they fit together where closes tie them. */
function verifyFolder(folder: string, keyFile: string | undefined): readonly VerifiedFile[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const files = names
    .filter(name => DOCUMENT.test(basename(name)))
    .toSorted()
    .map(name => join(folder, name));
  if (files.length === 0)
    throw new UnreadableInputError(`${folder} holds no statement, no ledger and no close`);
  const chains = [...new Set(files.filter(file => IN_CHAIN.test(file)).map(file => dirname(dirname(file))))];
  if (chains.length > 1) return chains.flatMap(each => verifyFolder(each, keyFile));
  const verified = files.map(file => verifyFile(file, keyFile));
  const chain = chainOf(files);
  if (chain.closes.length + chain.months.length === 0) return verified;
  const differences = verifyChain(chain);
  return [...verified, { file: folder, kind: 'chain', ok: differences.length === 0, differences }];
}

/** Verifies a file, or everything below a folder. @throws UnreadableInputError */
export function verifyFiles(path: string, keyFile: string | undefined): readonly VerifiedFile[] {
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  return isFolder ? verifyFolder(path, keyFile) : [verifyFile(path, keyFile)];
}
