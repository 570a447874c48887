/** A database whose address was known when the stack was made. `secret` is an ARN. */
export interface KnownPlace {
  readonly host: string;
  readonly port: number;
  readonly name: string;
  readonly secret: string;
  /** The secret in which a recovery writes where the database is from then on. @default it never moves */
  readonly movedTo?: string | undefined;
}

/** Where a plan's database is: known, or written in the secret `restored` once it has been restored. */
export type DatabasePlace = KnownPlace | { readonly restored: string };

/** The secret in which a restore writes where the new database is, as JSON of `KnownPlace`. */
export function restoredSecretName(environment: string, pool: string): string {
  return `covenant/${environment}/${pool}/restored`;
}
