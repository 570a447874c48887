const TELLING = /(FATAL|PANIC|ERROR|WARNING|LOG): {2}(.*)$/;
const CAUSE =
  /invalid|incorrect|checksum|could not (find|open|read|restore)|unexpected|missing|mismatch|recovery ended|requested|not permitted|truncat/i;

/** The lines of a server's log that say why it ended, in one line. */
export function failureIn(log: string): string {
  const lines = log.split('\n').flatMap(line => {
    const match = TELLING.exec(line);
    return match ? [{ level: match[1] ?? '', says: match[2] ?? '' }] : [];
  });
  const fatal = lines.filter(line => line.level === 'FATAL' || line.level === 'PANIC');
  const causes = lines.filter(line => line.level === 'LOG' && CAUSE.test(line.says));
  const said = [...causes.slice(-2), ...fatal.filter(isCause).slice(-2)].map(line => line.says);
  return said.join('; ') || log.trim().split('\n').slice(-1).join('') || 'its log is empty';
}

/** Connections that are refused while a server starts are logged as fatal too, but explain nothing. */
function isCause(line: { readonly says: string }): boolean {
  return !/in recovery mode|starting up|shutting down|terminating connection|not yet accepting/.test(
    line.says,
  );
}
