import { UsageError } from '../agreement/errors.ts';
import type { StatusModel } from '../status/model.ts';
import { EXIT } from './exit-codes.ts';
import { historyFrom, mapOf } from './measuring-options.ts';
import { print, printJson } from './output.ts';
import type { Register } from './register.ts';

const EXAMPLES = `
Examples:
  $ covenant status --environment alerts --history october.csv november.csv --out site
  $ covenant status -e production --history collected.json --incidents incidents.yaml --out site \\
      --as-of 2026-11-20T12:00:00Z --address https://status.example.com/
  $ covenant status -e alerts --history upptime-checks.tsv --map dashboard="Main Site" --out site --json

Writes index.html, status.json, atom.xml, feed.json, maintenance.ics, badge.svg and badges/<component>.svg. The same
input gives the same files. docs/status-page.md describes the incidents file, status.json and how to publish.
Exit codes: 0 written, whatever the state is; 2 wrong usage or a file that cannot be read.`;

interface Options {
  readonly environment: string;
  readonly history: readonly string[];
  readonly out: string;
  readonly incidents?: string;
  readonly exclusions?: string;
  readonly asOf?: string;
  readonly address?: string;
  readonly format?: string;
  readonly maxGap?: string;
  readonly map?: readonly string[];
  readonly json?: boolean;
}

export const register: Register = program => {
  program
    .command('status')
    .description('write the status page of an environment, with its feeds, calendar and badges')
    .requiredOption('-e, --environment <name>', 'the environment whose service it is about')
    .requiredOption('--history <files...>', 'outage histories, as covenant measure reads them')
    .requiredOption('-o, --out <folder>', 'where the site is written')
    .option('--incidents <file>', 'incidents and maintenance, YAML or JSON')
    .option('--exclusions <file>', 'what should not count, as covenant measure reads it')
    .option('--as-of <time>', 'the instant of the page; the end of the histories when left out')
    .option('--address <url>', 'where it will be published; feeds then carry full addresses')
    .option('--format <name>', 'the format of the histories; found when left out')
    .option('--max-gap <duration>', 'how long one check speaks for (15m when left out)')
    .option('--map <component=series...>', 'which series stands for a component')
    .option('--json', 'print status.json')
    .addHelpText('after', EXAMPLES)
    .action(run);
};

async function run(options: Options): Promise<void> {
  const address = addressOf(options.address);
  const model = await modelFrom(options);
  const [{ siteOf }, { pageStyles }, { writeSite }] = await Promise.all([
    import('../../web/status/site.ts'),
    import('../bundle/styles.ts'),
    import('./status-write.ts'),
  ]);
  const files = siteOf(model, pageStyles('status'), address);
  writeSite(options.out, files);
  if (options.json) {
    const { statusJson } = await import('../status/json.ts');
    printJson(statusJson(model));
  } else {
    const { sentence } = await import('../status/words.ts');
    print(`${sentence(model)}.`);
    print(`${files.length} files are in ${options.out}; open ${options.out}/index.html`);
  }
  process.exitCode = EXIT.fine;
}

async function modelFrom(options: Options): Promise<StatusModel> {
  const [{ requireEnvironment }, { statusOf }, { readNotices }] = await Promise.all([
    import('../reader/index.ts'),
    import('../status/model.ts'),
    import('./status-notices.ts'),
  ]);
  const { environment, agreement } = requireEnvironment(options.environment);
  const { history: files, json: _json, map = [], ...shared } = options;
  const histories = await Promise.all(files.map(history => historyFrom({ ...shared, history })));
  const asOf = await asOfOf(options.asOf, histories);
  const notices = options.incidents ? readNotices(options.incidents, agreement) : {};
  const { name: host } = environment.domain;
  const input = { environment: environment.environment, host, agreement, histories, notices, asOf };
  return statusOf({ ...input, map: mapOf(map) });
}

/** Never the clock: a page that is made again from the same files is the same page. */
async function asOfOf(text: string | undefined, histories: readonly { until: number }[]): Promise<number> {
  if (text === undefined) return Math.max(...histories.map(({ until }) => until));
  const { instantOf } = await import('../promises/availability/month.ts');
  return instantOf(text);
}

/** An address ends in a slash, so that names can follow it. @throws UsageError */
function addressOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new UsageError(`--address "${text}" is not an address such as https://status.example.com/`);
  }
  const place = `${url.origin}${url.pathname}`;
  return place.endsWith('/') ? place : `${place}/`;
}
