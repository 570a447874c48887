import type { Form } from '../form.ts';
import type { LocalRds } from '../local-rds.ts';
import type { XmlObject } from '../xml.ts';

/** One request to the local RDS. */
export interface Call {
  readonly rds: LocalRds;
  readonly region: string;
  readonly form: Form;
}

export type Action = (call: Call) => XmlObject | Promise<XmlObject>;
