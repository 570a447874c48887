import { randomBytes } from 'node:crypto';

/** The passwords that RDS manages for its customers, as Secrets Manager would give them out. */
export class Secrets {
  readonly #values = new Map<string, string>();

  create(region: string, name: string, value: Readonly<Record<string, string>>): string {
    const suffix = randomBytes(3).toString('hex');
    const arn = `arn:aws:secretsmanager:${region}:000000000000:secret:${name}-${suffix}`;
    this.#values.set(arn, JSON.stringify(value));
    return arn;
  }

  read(arn: string): string | undefined {
    return this.#values.get(arn);
  }

  remove(arn: string): void {
    this.#values.delete(arn);
  }
}
