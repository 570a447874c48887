import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { Connections } from '../../lib/aws/postgres.ts';
import type { KnownPlace } from '../../lib/promises/databases/place.ts';

/** A PostgreSQL that knows one password only; what it is called with is remembered. */
jest.mock('pg', () => {
  class DatabaseError extends Error {
    readonly code = '28P01';
  }
  class Client {
    readonly config: { readonly host: string; readonly password: string };
    constructor(config: { readonly host: string; readonly password: string }) {
      this.config = config;
    }
    on() {
      return this;
    }
    async connect() {
      if (this.config.password !== 'new') throw new DatabaseError('password authentication failed');
    }
    async query() {
      return { rows: [{ host: this.config.host }] };
    }
  }
  return { __esModule: true, default: { Client, DatabaseError } };
});

let server: Server;
const secrets = new Map<string, unknown>();

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { SecretId } = JSON.parse(Buffer.concat(chunks).toString());
    const found = secrets.get(SecretId);
    response.writeHead(found ? 200 : 400, { 'content-type': 'application/x-amz-json-1.1' });
    const missing = { __type: 'ResourceNotFoundException', message: 'no' };
    response.end(JSON.stringify(found ? { SecretString: JSON.stringify(found) } : missing));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_SECRETS_MANAGER: `http://127.0.0.1:${port}`,
    ...{ AWS_REGION: 'eu-central-1', AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' },
  });
});

afterAll(() => {
  server.close();
  server.closeAllConnections();
});

beforeEach(() => secrets.clear());

const PLACE: KnownPlace = { host: 'old', port: 1, name: 'service', secret: 'old-secret', movedTo: 'pointer' };
const ask = async (place: KnownPlace) =>
  (await new Connections().use(place, sql => sql.query('select'))).rows[0]?.host;

test.each([
  ['still has its password, which is no longer right', { username: 'u', password: 'old' }],
  ['has gone with its password', undefined],
])('after a recovery the service follows the pointer when the old database %s', async (_, old) => {
  if (old) secrets.set('old-secret', old);
  secrets.set('pointer', { host: 'restored', port: 1, name: 'service', secret: 'new-secret' });
  secrets.set('new-secret', { username: 'u', password: 'new' });
  expect(await ask(PLACE)).toBe('restored');
});

test('where nothing was recovered a wrong password stays one', async () => {
  secrets.set('old-secret', { username: 'u', password: 'old' });
  await expect(ask(PLACE)).rejects.toThrow(/password authentication failed/);
  await expect(ask({ ...PLACE, movedTo: undefined })).rejects.toThrow(/password authentication failed/);
});
