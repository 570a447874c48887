/** A database whose address was known when the stack was made. `secret` is an ARN. */
export interface KnownPlace {
  readonly host: string;
  readonly port: number;
  readonly name: string;
  readonly secret: string;
}

/** Where a plan's database is: known, or named in a parameter once it has been restored. */
export type DatabasePlace = KnownPlace | { readonly parameter: string };
