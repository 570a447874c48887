export interface Phase {
  readonly name: string;
  readonly seconds: number;
}

/** The phases of a drill as they happen. */
export class Timeline {
  readonly phases: Phase[] = [];
  readonly #tell: (phase: string, seconds: number | undefined) => void;

  constructor(tell: ((phase: string, seconds: number | undefined) => void) | undefined) {
    this.#tell = tell ?? (() => {});
  }

  /** Times some work. Phases of one name add up, as a step does that is called again and again. */
  async phase<T>(name: string, work: () => Promise<T>): Promise<T> {
    const known = this.phases.findIndex(phase => phase.name === name);
    if (known < 0) this.#tell(name, undefined);
    const began = performance.now();
    try {
      return await work();
    } finally {
      this.add(name, (performance.now() - began) / 1000);
    }
  }

  add(name: string, seconds: number): void {
    const at = this.phases.findIndex(phase => phase.name === name);
    const total = seconds + (this.phases[at]?.seconds ?? 0);
    if (at < 0) this.phases.push({ name, seconds: total });
    else this.phases[at] = { name, seconds: total };
  }

  /** Says that a phase is over. */
  end(name: string): void {
    const found = this.phases.find(phase => phase.name === name);
    if (found) this.#tell(name, found.seconds);
  }
}
