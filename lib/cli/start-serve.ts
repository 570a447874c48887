import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/**
 * Serves one page on this machine alone, on a free port, until the process ends.
 * @returns the page's address, and what ends the serving.
 */
export async function serveFile(file: string): Promise<{ address: string; close: () => void }> {
  const page = readFileSync(file);
  const server = createServer((request, response) => answer(request, response, page));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const bound = server.address();
  const port = typeof bound === 'object' && bound ? bound.port : 0;
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { address: `http://127.0.0.1:${port}/`, close };
}

function answer({ url, method }: IncomingMessage, response: ServerResponse, page: Buffer): void {
  const known = (method === 'GET' || method === 'HEAD') && url?.split('?')[0] === '/';
  response.writeHead(known ? 200 : 404, {
    'content-type': known ? 'text/html; charset=utf-8' : 'text/plain; charset=utf-8',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  });
  response.end(known ? (method === 'HEAD' ? undefined : page) : 'There is only one page here: /\n');
}
