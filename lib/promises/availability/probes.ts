import type { Agreement } from '../agreement.ts';

/** One component that is probed from outside. */
export interface Probe {
  readonly component: string;
  /** What a customer calls it. */
  readonly title: string;
  /** Answers 200 when the component is healthy. */
  readonly path: string;
  /** Seconds between two probes, as the agreement asks. */
  readonly every: number;
}

/** The probed components, in the agreement's order. */
export function probesOf(agreement: Agreement): readonly Probe[] {
  return Object.entries(agreement.components ?? {}).flatMap(([component, { title, probe }]) =>
    probe ? [{ component, title: title ?? component, path: probe.get, every: probe.every.seconds }] : [],
  );
}

/** The two intervals Route 53 offers, in seconds. */
export type ProbeInterval = 10 | 30;

/** Route 53 probes every 30 or every 10 seconds: the slower one unless the agreement asks for less than 30. */
export function probeInterval(every: number): ProbeInterval {
  return every >= 30 ? 30 : 10;
}
