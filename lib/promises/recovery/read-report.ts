import * as z from 'zod/mini';
import type { DrillReport } from './report.ts';

const text = z.string();
const number = z.number();
const orNull = <T extends z.ZodMiniType>(type: T) => z.nullable(type);
const measured = z.object({ promised: orNull(number), measured: orNull(number) });

const report: z.ZodMiniType<DrillReport> = z.object({
  ok: z.boolean(),
  mode: z.enum(['drill', 'recovery']),
  phases: z.array(z.object({ name: text, seconds: number })),
  rto: measured,
  rpo: measured,
  rows: z.object({ expected: number, restored: number, missing: number, extra: number, changed: number }),
  parity: z.array(z.object({ setting: text, source: text, restored: text, same: z.boolean() })),
  fault: orNull(text),
  reasons: z.array(text),
  // Reports from before these were said prove nothing, but are still reports.
  about: z._default(
    orNull(
      z.object({
        place: z.enum(['local', 'deployed']),
        agreement: text,
        version: number,
        environment: orNull(text),
        database: text,
        run: text,
        from: z.enum(['primary', 'recovery-region']),
        point: orNull(text),
        startedAt: z.iso.datetime(),
        endedAt: z.iso.datetime(),
      }),
    ),
    null,
  ),
  failover: z._default(
    orNull(
      z.object({
        promised: orNull(number),
        measured: orNull(number),
        detected: orNull(number),
        acknowledged: number,
        lost: number,
      }),
    ),
    null,
  ),
});

/** A drill's report from parsed JSON, or undefined when it is none. */
export function readReport(value: unknown): DrillReport | undefined {
  const read = report.safeParse(value);
  return read.success ? read.data : undefined;
}
