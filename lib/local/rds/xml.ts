import { XMLBuilder } from 'fast-xml-parser';
import type { AwsError } from './aws-error.ts';

const NAMESPACE = 'http://rds.amazonaws.com/doc/2014-10-31/';
const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  suppressEmptyNode: true,
});

/** What an action answers: elements by name; absent ones are left out. */
export type XmlValue = string | number | boolean | Date | undefined | readonly XmlValue[] | XmlObject;
export interface XmlObject {
  readonly [name: string]: XmlValue;
}

/** The form in which fast-xml-parser takes it: no undefined, times as text. */
function plain(value: XmlValue): unknown {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(kept.map(([name, item]) => [name, plain(item)]));
}

export function answerXml(action: string, requestId: string, result: XmlObject): string {
  const body = {
    '@xmlns': NAMESPACE,
    [`${action}Result`]: plain(result),
    ResponseMetadata: { RequestId: requestId },
  };
  return builder.build({ [`${action}Response`]: body });
}

export function errorXml(error: AwsError, requestId: string): string {
  const type = error.status < 500 ? 'Sender' : 'Receiver';
  const body = { Type: type, Code: error.code, Message: error.message };
  return builder.build({ ErrorResponse: { '@xmlns': NAMESPACE, Error: body, RequestId: requestId } });
}
