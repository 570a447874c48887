/** Something that must be cleaned up however this process ends. */
export interface Closable {
  close(): void;
}

const open = new Set<Closable>();
let installed = false;

const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** Closes it when the process ends: at its natural end, on an uncaught error and on a signal to end. */
export function remember(resource: Closable): void {
  open.add(resource);
  if (installed) return;
  installed = true;
  process.on('exit', closeAll);
  process.on('SIGINT', () => process.exit(SIGNALS.SIGINT));
  process.on('SIGTERM', () => process.exit(SIGNALS.SIGTERM));
  process.on('SIGHUP', () => process.exit(SIGNALS.SIGHUP));
}

export function forget(resource: Closable): void {
  open.delete(resource);
}

function closeAll(): void {
  for (const resource of open) {
    try {
      resource.close();
    } catch (error) {
      process.stderr.write(`covenant: could not clean up: ${String(error)}\n`);
    }
  }
}
