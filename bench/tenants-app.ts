import { bundleLambdas } from '../lib/bundle/bundle.ts';
import type { Environment, Tenant } from '../lib/promises/environment.ts';
import { requireEnvironment } from '../lib/reader/index.ts';
import { covenantApp } from '../lib/stacks/app.ts';
import { compile } from '../lib/stacks/compile.ts';

/** Synthesizes the environment `sovereign` with as many dedicated tenants as the first argument says. */
const [count = '1', outdir] = process.argv.slice(2);
const { agreement, environment } = requireEnvironment('sovereign');
const example = environment.tenants[0];
if (!example) throw new Error('the environment sovereign has no tenant to repeat');

const tenants = Array.from(
  { length: Number(count) },
  (_, at): Tenant => ({ ...example, name: `tenant-${at}` }),
);
const grown: Environment = { ...environment, tenants };
const app = covenantApp({ outdir });
const { code } = await bundleLambdas();
compile(app, agreement, grown, code);
app.synth();
