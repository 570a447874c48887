import { isFresh, LEASE_SECONDS } from '../../promises/failover/lease.ts';
import type { LeaseStore } from './ports.ts';

/** This region may not write now: another does, or nobody can say. */
export class NotWriterError extends Error {
  override readonly name = 'NotWriterError';
}

export interface WriterProps {
  readonly leases: LeaseStore;
  readonly service: string;
  /** The region that writes where nothing was ever said. */
  readonly primary: string;
  /** Where this runs. */
  readonly region: string;
  /**
   * Milliseconds of the wall clock: a monotonic one may stand still while Lambda has frozen the function, and what was
   * read before would then look new.
   */
  readonly now: () => number;
}

/**
 * Whether this region may write, asked every few seconds and relied on for `LEASE_SECONDS` at most. Whoever gets no
 * answer in that time stops: so a region that is cut off has stopped when another one is opened.
 */
export class Writer {
  private readonly props: WriterProps;
  private known: { readonly holder: string; readonly askedAt: number } | undefined;

  constructor(props: WriterProps) {
    this.props = props;
  }

  async mayWrite(): Promise<boolean> {
    if (this.age() >= LEASE_SECONDS / 2) await this.ask();
    return isFresh(this.age()) && this.known?.holder === this.props.region;
  }

  /** @throws NotWriterError */
  async require(): Promise<void> {
    if (!(await this.mayWrite())) throw new NotWriterError(`${this.props.region} may not write`);
  }

  /** Seconds since the answer was asked for, which is not later than it was true. A clock that went back has no say. */
  private age(): number {
    const age = this.known ? (this.props.now() - this.known.askedAt) / 1000 : Number.POSITIVE_INFINITY;
    return age < 0 ? Number.POSITIVE_INFINITY : age;
  }

  private async ask(): Promise<void> {
    const askedAt = this.props.now();
    try {
      const { holder } = await this.props.leases.read(this.props.service, this.props.primary);
      this.known = { holder, askedAt };
    } catch {
      // What is known holds until it is too old; then the answer is no.
    }
  }
}
