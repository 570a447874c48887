import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { main } from '../../lib/cli/program.ts';

/** What the function was asked, and what it answers. */
const asked: { path: string; body: unknown }[] = [];
let answer: unknown = {};

const lambda = createServer(async (request, response) => {
  asked.push({ path: request.url ?? '', body: JSON.parse(await text(request)) });
  response.setHeader('connection', 'close').end(JSON.stringify(answer));
});

beforeAll(async () => {
  await new Promise<void>(resolve => lambda.listen(0, resolve));
  const { port } = lambda.address() as AddressInfo;
  Object.assign(process.env, {
    ...{ AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' },
    AWS_ENDPOINT_URL_LAMBDA: `http://127.0.0.1:${port}`,
  });
});
afterAll(() => void lambda.close());

/** Runs a command in this process. */
async function covenant(...args: readonly string[]) {
  asked.length = 0;
  const said: { out: string[]; err: string[] } = { out: [], err: [] };
  const keep = (into: string[]) => (line: string | Uint8Array) => into.push(String(line)) > 0;
  const out = jest.spyOn(process.stdout, 'write').mockImplementation(keep(said.out));
  const err = jest.spyOn(process.stderr, 'write').mockImplementation(keep(said.err));
  process.exitCode = undefined;
  await main(['node', 'covenant', ...args]);
  const code = process.exitCode;
  process.exitCode = undefined;
  out.mockRestore();
  err.mockRestore();
  return { code, out: said.out.join(''), err: said.err.join('') };
}

const where = ['-e', 'production', '--id', 'one', '--by', 'ada'];

test('an incident is opened by the function of the environment, with what was said and nothing else', async () => {
  answer = { id: 'one', sequence: 1, at: 1, by: 'ada', said: {} };
  const open = ['--title', 'It hurts', '--impact', 'outage', '--components', 'api', 'web'];
  expect(await covenant('incident', 'open', ...where, ...open)).toMatchObject({
    code: 0,
    out: 'Line 1 of one is on record.\n',
  });
  const said = { action: 'open', title: 'It hurts', impact: 'outage', components: ['api', 'web'] };
  expect(asked[0]?.path).toContain('/functions/production-incidents-write/');
  expect(asked[0]?.body).toEqual({ id: 'one', by: 'ada', said });
});

test('what is refused is one line and exit code 2', async () => {
  answer = { refused: 'one is resolved already' };
  expect(await covenant('incident', 'resolve', ...where)).toEqual({
    ...{ code: 2, out: '', err: 'covenant: one is resolved already\n' },
  });
});

test('announced maintenance says for each plan whether downtime counts', async () => {
  answer = {
    id: 'one',
    sequence: 1,
    counts: { lean: null, free: 'announced 1 h before, 24 h are required' },
  };
  const times = ['--from', '2026-11-28T07:00:00Z', '--until', '2026-11-28T07:30:00Z'];
  const { out } = await covenant(
    'maintenance',
    'announce',
    ...where,
    '--title',
    'x',
    '--kind',
    'scheduled',
    ...times,
  );
  expect(out).toContain('lean: downtime in it does not count.');
  expect(out).toContain('free: downtime in it counts: announced 1 h before, 24 h are required.');
  const { out: json } = await covenant('maintenance', 'cancel', ...where, '--json');
  expect(JSON.parse(json)).toEqual(answer);
});

test('a function that fails, or is not there, is one line that names it', async () => {
  process.env.AWS_ENDPOINT_URL_LAMBDA = 'http://127.0.0.1:1';
  process.env.AWS_MAX_ATTEMPTS = '1';
  const { code, err } = await covenant('incident', 'report', ...where, '--url', 'https://example.com');
  expect(code).toBe(2);
  expect(err).toMatch(/^covenant: production-incidents-write in eu-west-1 could not be asked: .+\n$/);
});
