import type { IncomingMessage, ServerResponse } from 'node:http';

/** The two calls of S3 that a restore needs: read what must be there, write the report. Nothing is kept on disk. */
export class Objects {
  readonly #bodies = new Map<string, string>();

  put(bucket: string, key: string, body: string): void {
    this.#bodies.set(`/${bucket}/${key}`, body);
  }

  get(bucket: string, key: string): string | undefined {
    return this.#bodies.get(`/${bucket}/${key}`);
  }

  answer(request: IncomingMessage, body: string, response: ServerResponse): void {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://local').pathname);
    if (request.method === 'PUT') {
      this.#bodies.set(path, body);
      response.writeHead(200).end();
      return;
    }
    const found = this.#bodies.get(path);
    if (found !== undefined) response.writeHead(200, { 'content-type': 'application/json' }).end(found);
    else response.writeHead(404, { 'content-type': 'application/xml' }).end(NO_SUCH_KEY);
  }
}

const NO_SUCH_KEY =
  '<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>';
