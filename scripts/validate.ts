import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Validations } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks, NIST80053R5Checks, ServerlessChecks } from 'cdk-nag';
import { bundleLambdas } from '../lib/bundle/bundle.ts';
import { print, progress } from '../lib/cli/output.ts';
import { environmentNames, requireEnvironment } from '../lib/reader/index.ts';
import { covenantApp } from '../lib/stacks/app.ts';
import { compile } from '../lib/stacks/compile.ts';

/** One finding of a rule pack or of CloudFormation's own rules. */
interface Finding {
  readonly rule: string;
  readonly says: string;
  readonly where: readonly string[];
}

interface Report {
  readonly pluginReports?: readonly {
    readonly violations?: readonly {
      readonly ruleName: string;
      readonly description: string;
      readonly violatingConstructs?: readonly { readonly constructPath?: string }[];
    }[];
  }[];
}

/** Compiles one environment with every rule switched on; findings are errors. */
async function findingsOf(name: string): Promise<readonly Finding[]> {
  const outdir = mkdtempSync(join(tmpdir(), 'covenant-validate-'));
  try {
    const { agreement, environment } = requireEnvironment(name);
    const context = { '@aws-cdk/core:validateAgainstDefaultRules': true };
    const app = covenantApp({ outdir, validate: true, context });
    compile(app, agreement, environment, (await bundleLambdas()).code);
    Validations.of(app).addPlugins(
      new AwsSolutionsChecks(app),
      new ServerlessChecks(app),
      new NIST80053R5Checks(app),
    );
    return report(() => app.synth(), outdir);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** Synthesis throws when there are findings, and has then written them beside the templates. */
function report(synth: () => void, outdir: string): readonly Finding[] {
  const failure = attempt(synth);
  const findings = readReport(join(outdir, 'validation-report.json'));
  if (failure && findings.length === 0) throw failure;
  return findings;
}

/** The CDK prints its own long report to standard error; ours says the same in a line each. */
function attempt(synth: () => void): unknown {
  const { error, log } = console;
  console.error = () => {};
  console.log = () => {};
  try {
    synth();
    return undefined;
  } catch (failure) {
    return failure;
  } finally {
    Object.assign(console, { error, log });
  }
}

function readReport(file: string): readonly Finding[] {
  const { pluginReports = [] }: Report = JSON.parse(readFileSync(file, 'utf8'));
  return pluginReports
    .flatMap(({ violations = [] }) => violations)
    .map(({ ruleName, description, violatingConstructs = [] }) => ({
      rule: ruleName,
      says: description,
      where: violatingConstructs.flatMap(({ constructPath }) => constructPath ?? []),
    }));
}

let total = 0;
const wanted = process.argv.slice(2);
for (const name of wanted.length > 0 ? wanted : environmentNames()) {
  progress(`validate ${name}`);
  const findings = await findingsOf(name);
  total += findings.length;
  for (const { rule, says, where } of findings) {
    print(`${name}: ${rule}: ${says.replaceAll(/\s+/g, ' ')}`);
    for (const path of where) print(`    ${path}`);
  }
}
print(`${total} findings`);
process.exitCode = total > 0 ? 1 : 0;
