import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import { BackupStore } from './backup-store.ts';

/**
 * The emulator's AWS Backup has no vault locks, restore testing plans, report plans or frameworks: their calls are
 * answered here, from a store that keeps what it is given; everything else goes on to the emulator. So what is
 * proven of them is the wire (what is sent and read back through the real SDKs), not what AWS does with it.
 */
export interface BackupSupplement {
  readonly endpoint: string;
  readonly stop: () => void;
}

export async function startBackupSupplement(emulator: string): Promise<BackupSupplement> {
  const store = new BackupStore();
  const server = createServer((asked, answer) => {
    serve(asked, answer, store, emulator).catch(error => {
      answer.writeHead(500).end(JSON.stringify({ message: String(error) }));
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  return { endpoint: endpointOf(server), stop: () => server.closeAllConnections() };
}

function endpointOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port for the supplement');
  return `http://127.0.0.1:${address.port}`;
}

async function serve(asked: IncomingMessage, answer: ServerResponse, store: BackupStore, emulator: string) {
  const body = await textOf(asked);
  const path = decodeURIComponent(new URL(asked.url ?? '/', emulator).pathname).replace(/\/$/, '');
  const call = { method: asked.method ?? 'GET', region: regionOf(asked), path, body };
  const own = store.answer(call);
  if (own) return reply(answer, own.status, own.body);
  const forwarded = await forward(asked, body, emulator);
  const merged = forwarded.status === 200 ? store.withLock(call, forwarded.body) : forwarded.body;
  reply(answer, forwarded.status, merged, forwarded.error);
}

function reply(answer: ServerResponse, status: number, body: string, error?: string): void {
  const type = error === undefined ? {} : { 'x-amzn-errortype': error };
  answer.writeHead(status, { 'content-type': 'application/json', ...type }).end(body);
}

/** The region is in the credential that signs every request. */
function regionOf({ headers }: IncomingMessage): string {
  return /Credential=[^/]+\/\d+\/([^/]+)\//.exec(headers.authorization ?? '')?.[1] ?? '';
}

async function textOf(message: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of message) text += String(part);
  return text;
}

function forward(
  asked: IncomingMessage,
  body: string,
  emulator: string,
): Promise<{ status: number; body: string; error: string | undefined }> {
  return new Promise((resolve, reject) => {
    const { method, headers } = asked;
    const sent = request(new URL(asked.url ?? '/', emulator), { method, headers }, response => {
      textOf(response).then(text => {
        const type = response.headers['x-amzn-errortype'];
        resolve({ status: response.statusCode ?? 500, body: text, error: type?.toString() });
      }, reject);
    });
    sent.on('error', reject).end(body);
  });
}
