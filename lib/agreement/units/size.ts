import { z } from 'zod';
import { countable, parsedBy } from './parsed.ts';

const BYTES = { KB: 1024, MB: 1024 ** 2, GB: 1024 ** 3, TB: 1024 ** 4 } as const;
type SizeUnit = keyof typeof BYTES;
const UNITS = ['KB', 'MB', 'GB', 'TB'] as const satisfies readonly SizeUnit[];

/** An amount of data such as `6MB`. Units are binary (1 MB = 1,048,576 bytes), as AWS counts payloads and memory. */
export interface Size {
  readonly text: string;
  readonly bytes: number;
}

/** @throws RangeError when the text is not a number followed by KB, MB, GB or TB. */
export function parseSize(text: string): Size {
  const match = /^(\d+(?:\.\d+)?)(KB|MB|GB|TB)$/.exec(text);
  const unit = UNITS.find(name => name === match?.[2]);
  if (!match || !unit) throw new RangeError(`"${text}" is not a size such as 6MB`);
  return { text, bytes: countable(Math.floor(Number(match[1]) * BYTES[unit]), text) };
}

export const size = z
  .templateLiteral([z.number(), z.enum(UNITS)], { error: 'write a size such as 512KB, 6MB or 100GB' })
  .refine(text => !text.startsWith('-'), { error: 'a size cannot be negative' })
  .meta({ examples: ['512KB', '6MB', '100GB'] })
  .transform(parsedBy(parseSize));

/** Whole gibibytes, rounded up, the unit of RDS storage. */
export function gibibytesOf(value: Size): number {
  return Math.ceil(value.bytes / BYTES.GB);
}
