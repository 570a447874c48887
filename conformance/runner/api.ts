import { request } from 'node:http';

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** Calls a deployed API over HTTP by the name its customers use; the emulator stands where that name would lead. */
export function call(endpoint: string, host: string, path: string, apiKey?: string): Promise<Answer> {
  const headers = { host, ...(apiKey !== undefined && { 'x-api-key': apiKey }) };
  return new Promise((resolve, reject) => {
    const sent = request(new URL(path, endpoint), { headers }, response => {
      let body = '';
      response.setEncoding('utf8').on('data', text => {
        body += text;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, body, headers: response.headers }),
      );
    });
    sent.on('error', reject).end();
  });
}

/** The route that needs a key. */
export const RECORDS = '/v1/records';
