/** What DescribeEvents tells: why a restore failed, when a failover ran. */
export interface RdsEvent {
  readonly region: string;
  readonly source: string;
  readonly category: string;
  readonly message: string;
  readonly date: Date;
}

const KEPT = 1000;

export class EventLog {
  readonly #events: RdsEvent[] = [];

  add(event: RdsEvent): void {
    this.#events.push(event);
    if (this.#events.length > KEPT) this.#events.shift();
  }

  of(region: string, source: string | undefined, since: Date | undefined): readonly RdsEvent[] {
    return this.#events.filter(
      event =>
        event.region === region &&
        (source === undefined || event.source === source) &&
        (since === undefined || event.date >= since),
    );
  }
}
