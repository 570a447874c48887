import { invalidValue, missingParameter } from './aws-error.ts';

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/** The parameters of one call: the Query protocol sends them as a form. */
export class Form {
  readonly #values: URLSearchParams;

  constructor(body: string) {
    this.#values = new URLSearchParams(body);
  }

  text(name: string): string | undefined {
    return this.#values.get(name) ?? undefined;
  }

  /** @throws AwsError MissingParameter */
  required(name: string): string {
    const value = this.text(name);
    if (value === undefined || value === '') throw missingParameter(name);
    return value;
  }

  flag(name: string): boolean | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    if (value !== 'true' && value !== 'false') throw invalidValue(`Invalid value for the parameter ${name}`);
    return value === 'true';
  }

  number(name: string): number | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    if (!/^-?\d+$/.test(value)) throw invalidValue(`Invalid value for the parameter ${name}`);
    return Number(value);
  }

  time(name: string): Date | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const time = new Date(value);
    if (Number.isNaN(time.getTime())) throw invalidValue(`Invalid value for the parameter ${name}`);
    return time;
  }

  /** A list; each client names the members in its own way (`X.Member.1`, `X.member.1`). */
  list(name: string): readonly string[] | undefined {
    const found = this.#indexed(name, new RegExp(`^${name}\\.(?:\\w+\\.)?(\\d+)$`));
    return found.length === 0 ? undefined : found.map(([, value]) => value);
  }

  tags(name = 'Tags'): readonly Tag[] {
    const keys = this.#indexed(name, new RegExp(`^${name}\\.(?:\\w+\\.)?(\\d+)\\.Key$`));
    const values = new Map(this.#indexed(name, new RegExp(`^${name}\\.(?:\\w+\\.)?(\\d+)\\.Value$`)));
    return keys.map(([index, Key]) => ({ Key, Value: values.get(index) ?? '' }));
  }

  /** The values of a filter such as `db-instance-id`. */
  filter(wanted: string): readonly string[] | undefined {
    const names = this.#indexed('Filters', /^Filters\.(?:\w+\.)?(\d+)\.Name$/);
    const index = names.find(([, name]) => name === wanted)?.[0];
    if (index === undefined) return undefined;
    const values = new RegExp(`^Filters\\.(?:\\w+\\.)?${index}\\.Values\\.(?:\\w+\\.)?(\\d+)$`);
    return this.#indexed('Filters', values).map(([, value]) => value);
  }

  /** Takes a parameter away, as a client does that forgets it. */
  remove(name: string): void {
    for (const key of [...this.#values.keys()]) {
      if (key === name || key.startsWith(`${name}.`)) this.#values.delete(key);
    }
  }

  set(name: string, value: string): void {
    this.#values.set(name, value);
  }

  #indexed(prefix: string, pattern: RegExp): readonly (readonly [number, string])[] {
    return [...this.#values]
      .filter(([key]) => key.startsWith(`${prefix}.`))
      .flatMap(([key, value]) => {
        const index = pattern.exec(key)?.[1];
        return index === undefined ? [] : [[Number(index), value] as const];
      })
      .sort((a, b) => a[0] - b[0]);
  }
}
