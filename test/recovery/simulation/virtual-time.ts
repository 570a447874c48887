interface Sleeper {
  readonly at: number;
  readonly order: number;
  readonly wake: () => void;
}

/** A clock that jumps from one sleeper to the next: hours of waiting take microseconds, in a fixed order. */
export class VirtualTime {
  now = Date.UTC(2026, 0, 1);
  #order = 0;
  readonly #sleepers: Sleeper[] = [];

  sleep(milliseconds: number): Promise<void> {
    return new Promise(wake => {
      this.#sleepers.push({ at: this.now + Math.max(0, milliseconds), order: this.#order++, wake });
    });
  }

  date(): Date {
    return new Date(this.now);
  }

  /** Runs until the work is done. */
  async run(work: Promise<unknown>): Promise<void> {
    let done = false;
    const finish = () => {
      done = true;
    };
    work.then(finish, finish);
    for (;;) {
      // Everything that follows from the last step happens before time moves on.
      for (let i = 0; i < 16; i++) await Promise.resolve();
      if (done) return;
      const next = this.#takeNext();
      if (!next) {
        await new Promise(resolve => setImmediate(resolve));
        if (done) return;
        if (this.#sleepers.length === 0) throw new Error('everyone waits for something that never comes');
        continue;
      }
      this.now = Math.max(this.now, next.at);
      next.wake();
    }
  }

  #takeNext(): Sleeper | undefined {
    let best = -1;
    for (const [index, sleeper] of this.#sleepers.entries()) {
      const other = this.#sleepers[best];
      if (!other || sleeper.at < other.at || (sleeper.at === other.at && sleeper.order < other.order))
        best = index;
    }
    return best < 0 ? undefined : this.#sleepers.splice(best, 1)[0];
  }
}
