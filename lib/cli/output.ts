import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

/** Colours a text where the stream is a terminal and NO_COLOR is not set; otherwise returns it as it is. */
export function paint(style: Style, text: string, stream: NodeJS.WriteStream = process.stdout): string {
  return styleText(style, text, { stream });
}

export function print(text = ''): void {
  process.stdout.write(`${text}\n`);
}

/** Writes a result for programs. BigInts become decimal strings; keys keep their order. */
export function printJson(value: unknown): void {
  print(
    JSON.stringify(value, (_key, item: unknown) => (typeof item === 'bigint' ? item.toString() : item), 2),
  );
}

/** A line of progress, on standard error so that piped results stay clean; silent with --json. */
export function progress(text: string, quiet = false): void {
  if (!quiet) process.stderr.write(`${text}\n`);
}
