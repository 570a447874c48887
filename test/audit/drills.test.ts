import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UnreadableInputError } from '../../lib/agreement/errors.ts';
import { readDrills } from '../../lib/audit/drills/read.ts';
import { audit } from '../../lib/audit/engine.ts';
import { CHECKS } from '../../lib/audit/findings.ts';
import type { ClauseResult } from '../../lib/audit/result.ts';
import { keepReport, signReport } from '../../lib/cli/drill-reports.ts';
import type { SeenDrill } from '../../lib/promises/recovery/proof.ts';
import { requireEnvironment } from '../../lib/reader/index.ts';
import { drillReport, NOW, seenDrill } from './drill.data.ts';

type Json = { [key: string]: unknown };

function folder(): string {
  return mkdtempSync(join(tmpdir(), 'covenant-drills-'));
}

/** A report as the restore machine stores it: signed by a key of KMS, whose public half lies beside it. */
function stored(report: object, key: KeyObject): Json {
  const text = JSON.stringify(report);
  const signature = sign('sha256', Buffer.from(text), key).toString('base64');
  return { report: text, key: 'arn:aws:kms:eu-central-1:1:key/a', algorithm: 'ECDSA_SHA_256', signature };
}

function write(root: string, value: unknown, name = 'drill.json'): string {
  const file = join(root, name);
  writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value));
  return file;
}

function withKey(root: string) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  mkdirSync(join(root, 'keys'), { recursive: true });
  writeFileSync(join(root, 'keys', 'kms.pem'), publicKey.export({ type: 'spki', format: 'pem' }));
  return privateKey;
}

describe('reading', () => {
  test('what covenant drill keeps counts, each value on its own line', async () => {
    const root = folder();
    const report = drillReport();
    const signed = await signReport(root, report);
    const file = keepReport(root, signed) ?? '';
    const { drills, refused } = readDrills(root);
    expect(refused).toEqual([]);
    expect(drills.map(drill => drill.report)).toEqual([report]);
    const lines = JSON.stringify(signed, null, 2).split('\n');
    expect(lines[(drills[0]?.lineOf(['rto', 'measured']) ?? 0) - 1]).toContain('"measured": 3.5');
    expect(readDrills(file).drills.length).toBe(1);
  });

  test('what the restore machine stores counts, by the key of KMS', () => {
    const root = folder();
    write(root, stored(drillReport(), withKey(root)));
    expect(readDrills(root)).toMatchObject({ drills: [{ about: { run: 'drill-1' } }], refused: [] });
  });

  test.each<[string, (report: ReturnType<typeof drillReport>) => Promise<unknown> | unknown, RegExp]>([
    ['is printed unsigned', report => report, /is not signed/],
    [
      'was improved after it was signed',
      async report => ({ ...(await signReport(folder(), report)), rto: { promised: 7200, measured: 1 } }),
      /does not verify/,
    ],
    ['was signed by somebody else', async report => signReport(folder(), report), /does not verify/],
    ['names no agreement', report => ({ ...report, about: null }), /whose promises/],
    ['is no report', () => ({ hello: 'world' }), /holds no report/],
  ])('a report that %s is refused', async (_name, make, reason) => {
    const root = folder();
    withKey(root);
    write(root, await make(drillReport()));
    const { drills, refused } = readDrills(root);
    expect(drills).toEqual([]);
    expect(refused.map(each => each.reason).join()).toMatch(reason);
  });

  test('a drill that was made to fail is neither kept nor counted', async () => {
    const root = folder();
    const report = drillReport({ fault: 'archive-gap', ok: false });
    const signed = await signReport(root, report);
    expect(keepReport(root, signed)).toBeUndefined();
    write(root, signed);
    expect(readDrills(root).refused.map(({ reason }) => reason)).toEqual([
      'was made to fail on purpose (archive-gap)',
    ]);
  });

  test.each([
    ['a path that is not there', () => '/nowhere/drills', /no such file or folder/],
    ['a file that is no report', () => write(folder(), { a: 1 }), /holds no report of a drill/],
    ['an empty file', () => write(folder(), ''), /is empty/],
  ])('%s is one line', (_name, path, message) => {
    const read = () => readDrills(path());
    expect(read).toThrow(UnreadableInputError);
    expect(read).toThrow(message);
  });

  test('a key that is none is one line', () => {
    const root = folder();
    expect(() => readDrills(root, { key: write(root, 'nothing') })).toThrow(/not a public key in PEM/);
  });
});

describe('what a drill proves', () => {
  const { agreement, environment } = requireEnvironment('sovereign');
  const proofs = CHECKS.filter(({ rule }) => rule.includes('/proven-'));

  function clause(id: string, drills: readonly SeenDrill[]): ClauseResult {
    const assembly = { resources: [], seen: { drills, now: NOW }, lineOf: () => 1 };
    const found = audit(agreement, environment, assembly, proofs).clauses.find(each => each.id === id);
    if (!found) throw new Error(id);
    return found;
  }

  test('without one, a promised test is unknown, and the command is named', () => {
    expect(clause('NODE-7', []).status).toBe('unknown');
    expect(clause('NODE-7', []).reasons.join()).toContain(
      'no drill seen; run covenant drill --agreement sovereign-node',
    );
  });

  test('one of another agreement or version proves nothing', () => {
    expect(clause('NODE-7', [seenDrill({ about: { agreement: 'enterprise-tiers' } })]).evidence).toEqual([]);
    const other = clause('NODE-7', [seenDrill({ about: { version: 2 } })]);
    expect(other.evidence).toEqual([]);
    expect(other.reasons.join()).toContain('those of version 2 do not count for 1');
  });

  test('the newest decides, and a red one is not outvoted by an older green one', () => {
    const red = seenDrill({
      about: { endedAt: '2026-11-22T11:30:00.000Z' },
      rto: { promised: 7200, measured: 9000 },
    });
    expect(clause('NODE-7', [seenDrill(), red]).status).toBe('broken');
    const green = seenDrill({ about: { endedAt: '2026-11-22T11:45:00.000Z' } });
    expect(clause('NODE-7', [red, green]).evidence.every(({ holds }) => holds)).toBe(true);
  });

  test('the environment outweighs a machine of its own, database by database', () => {
    const deployed = (name: string, measured: number) =>
      seenDrill({
        about: { place: 'deployed', environment: 'sovereign', database: `sovereign-tenant-${name}` },
        rto: { promised: 7200, measured },
      });
    const both = clause('NODE-7', [deployed('heron', 1800), deployed('osprey', 1900), seenDrill()]);
    expect([...new Set(both.evidence.map(({ drill }) => drill?.place))]).toEqual(['deployed']);
    expect(clause('NODE-7', [deployed('heron', 8000), deployed('osprey', 1900)]).status).toBe('broken');
    const half = clause('NODE-7', [deployed('heron', 1800)]);
    expect(half.reasons.join()).toContain('no drill seen');
    const elsewhere = seenDrill({
      about: { place: 'deployed', environment: 'staging', database: 'sovereign-tenant-heron' },
    });
    expect(clause('NODE-7', [elsewhere]).evidence).toEqual([]);
  });
});
