import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

/** Colours a text where the stream is a terminal and NO_COLOR is not set; otherwise returns it as it is. */
export function paint(style: Style, text: string, stream: NodeJS.WriteStream = process.stdout): string {
  return styleText(style, text, { stream });
}

/** The columns of the terminal, or of COLUMNS where there is none; 100 when nobody says. Never fewer than 60. */
export function terminalWidth(): number {
  const said = process.stdout.columns ?? Number(process.env.COLUMNS);
  return Math.max(60, said > 0 ? said : 100);
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
