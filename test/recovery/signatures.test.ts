import { createHash, createPublicKey, randomBytes, verify } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyFiles } from '../../lib/cli/verify-files.ts';
import { publicKeyDer, signDigest } from '../../lib/local/rds/keys.ts';
import type { DrillReport } from '../../lib/promises/recovery/report.ts';

const key = createPublicKey({ key: publicKeyDer(), format: 'der', type: 'spki' });
const digestOf = (text: Buffer) => createHash('sha256').update(text).digest();

test('the local key signs digests as KMS does: anybody can verify the text with SHA-256 and the public key', () => {
  for (let times = 0; times < 200; times += 1) {
    const text = randomBytes(1 + times);
    const signature = signDigest(digestOf(text));
    expect(verify('sha256', text, key, signature)).toBe(true);
    expect(verify('sha256', Buffer.concat([text, Buffer.from('x')]), key, signature)).toBe(false);
  }
});

test('no two signatures share a nonce, from which the key could be computed', () => {
  const digest = digestOf(Buffer.from('the same'));
  const signatures = Array.from({ length: 50 }, () => signDigest(digest).toString('hex').slice(8, 60));
  expect(new Set(signatures).size).toBe(50);
});

describe('covenant verify', () => {
  const folder = mkdtempSync(join(tmpdir(), 'covenant-drill-'));
  const keyFile = join(folder, 'signer.pem');
  writeFileSync(keyFile, key.export({ type: 'spki', format: 'pem' }));
  afterAll(() => rmSync(folder, { recursive: true }));

  const REPORT: Omit<DrillReport, 'about' | 'failover'> = {
    ...{ ok: true, mode: 'drill', phases: [{ name: 'restore', seconds: 4 }], fault: null, reasons: [] },
    rto: { promised: 3600, measured: 1200 },
    rpo: { promised: 300, measured: 60 },
    rows: { expected: 1, restored: 1, missing: 0, extra: 0, changed: 0 },
    parity: [{ setting: 'multiAz', source: 'true', restored: 'true', same: true }],
  };

  /** As `publish` stores it. */
  function stored(report: object, change = (text: string) => text): string {
    const text = JSON.stringify(report);
    const signature = signDigest(digestOf(Buffer.from(text))).toString('base64');
    const file = join(folder, 'run.json');
    const signed = { report: change(text), key: 'k', algorithm: 'ECDSA_SHA_256', signature };
    writeFileSync(file, JSON.stringify(signed));
    return file;
  }

  const found = (file: string) => verifyFiles(file, keyFile)[0];

  test('a report is as it was signed', () => {
    expect(found(stored(REPORT))).toMatchObject({ kind: 'drill', ok: true });
  });

  test('any one character that was changed is found', () => {
    const length = JSON.stringify(REPORT).length;
    for (let at = 0; at < length; at += 7) {
      const changed = (text: string) => {
        const other = text[at] === '0' ? '1' : '0';
        return text.slice(0, at) + other + text.slice(at + 1);
      };
      let ok = false;
      try {
        ok = found(stored(REPORT, changed))?.ok ?? false;
      } catch {
        // It is no report any more.
      }
      expect([at, ok]).toEqual([at, false]);
    }
  });

  test('green with reasons, or later than promised, follows from nothing, whoever signed it', () => {
    const paths = (report: object) => found(stored(report))?.differences.map(({ path }) => path);
    expect(paths({ ...REPORT, reasons: ['rto: late'] })).toEqual(['ok']);
    expect(paths({ ...REPORT, rpo: { promised: 300, measured: 301 } })).toEqual(['rpo']);
  });
});
