import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeOrigin } from '../audit/origin.ts';
import { loadEnvironmentByName, requireEnvironment } from '../reader/index.ts';
import { ROOT } from '../root.ts';

/**
 * Compiles an environment of this repository into a folder, in this process and without the CDK's command line.
 * CDK's own validator takes seconds for each environment and is a gate of its own (`npm run validate`), so it
 * stays off here unless CDK_VALIDATION says otherwise.
 * @returns the folder.
 * @throws UnreadableInputError when there is no environment of that name; RefusedInputError when it has errors.
 */
export async function compileEnvironment(name: string, outdir: string): Promise<string> {
  const { agreement, environment } = requireEnvironment(name);
  process.env.CDK_VALIDATION ??= 'false';
  const { App } = await import('aws-cdk-lib');
  const { compile } = await import('../stacks/compile.ts');
  const { bundleLambdas } = await import('../bundle/bundle.ts');
  const app = new App({ outdir, context: contextOf(), analyticsReporting: false });
  compile(app, agreement, environment, (await bundleLambdas()).code);
  const { directory } = app.synth();
  const { file, agreementFile } = loadEnvironmentByName(name);
  writeOrigin(directory, { environment: file, agreement: agreementFile ?? file });
  return outdir;
}

/** The feature flags that `cdk synth` uses, so that both give the same templates. */
function contextOf(): Record<string, unknown> {
  return JSON.parse(readFileSync(join(ROOT, 'cdk.json'), 'utf8')).context ?? {};
}
