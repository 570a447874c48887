import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from '../lib/root.ts';

/** One kind of simulation: tests, whose everyday form is shorter, or a script of its own. */
interface Part {
  readonly name: string;
  readonly says: string;
  readonly command: readonly string[];
  readonly settings?: Readonly<Record<string, string>>;
}

const jest = (...tests: readonly string[]) => [
  join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js'),
  ...['--verbose', '--runInBand', '--testTimeout=3600000'],
  ...tests,
];

const PARTS: readonly Part[] = [
  {
    name: 'money',
    says: '100,000 schedules of credits, invoices and refunds in memory, 1,000 against DynamoDB',
    command: jest('test/ledger/simulation.test', 'test/ledger/stores.test'),
    settings: { COVENANT_SCHEDULES: '100000', COVENANT_DYNAMO_SCHEDULES: '1000' },
  },
  {
    name: 'documents',
    says: '10,000 tampered statements, ledgers and closes',
    command: jest('test/ledger/tampering.test', 'test/ledger/chain.test'),
    settings: { COVENANT_TAMPERED: '10000' },
  },
  {
    name: 'agreements',
    says: '10,000 mutated agreements',
    command: jest('test/reader/mutations.test'),
    settings: { COVENANT_MUTATIONS: '4750' },
  },
  {
    name: 'restores',
    says: '10,000 restores under crashes, duplicates and a lying RDS',
    command: [join(ROOT, 'scripts', 'simulate-recovery.ts'), '10000'],
  },
  {
    name: 'failovers',
    says: '2,000 failovers of a region under crashes, partitions and late answers',
    command: jest('test/failover/simulation.test'),
    settings: { COVENANT_FAILOVERS: '2000' },
  },
];

/** What comes from the environment wins, so that one seed or a smaller number can be chosen. */
function run({ name, says, command, settings = {} }: Part, seed: string) {
  process.stdout.write(`\n${name}: ${says}\n`);
  const started = performance.now();
  const env = { ...settings, COVENANT_SEED: seed, ...process.env };
  const { status } = spawnSync(process.execPath, command, { cwd: ROOT, env, stdio: 'inherit' });
  return { name, fine: status === 0, seconds: Math.round((performance.now() - started) / 1000) };
}

const { values } = parseArgs({ options: { only: { type: 'string' }, seed: { type: 'string' } } });
const seed = values.seed ?? process.env.COVENANT_SEED ?? String(Math.floor(Math.random() * 1_000_000_000));
const chosen = PARTS.filter(({ name }) => values.only === undefined || values.only === name);
if (chosen.length === 0) {
  process.stderr.write(`--only takes one of ${PARTS.map(({ name }) => name).join(', ')}\n`);
  process.exitCode = 2;
} else {
  process.stdout.write(`seed ${seed}; npm run simulate -- --seed ${seed} repeats this run\n`);
  const done = chosen.map(part => run(part, seed));
  process.stdout.write('\n');
  for (const { name, fine, seconds } of done)
    process.stdout.write(
      `${name.padEnd(11)} ${fine ? 'nothing found' : 'FOUND SOMETHING'} in ${seconds} s\n`,
    );
  process.exitCode = done.every(({ fine }) => fine) ? 0 : 1;
}
