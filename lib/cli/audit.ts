import { EXIT } from './exit-codes.ts';
import { print, printJson, progress } from './output.ts';
import type { Register } from './register.ts';

const EXAMPLES = `
Examples:
  $ covenant audit                                   what the last cdk synth wrote to cdk.out
  $ covenant audit --environment production          compile environments/production.yaml, then audit it
  $ covenant audit --deployed -e production          what is live in the account; drift is broken
  $ covenant audit cdk.out --html audit.html         one page to read, search, print and send
  $ covenant audit cdk.out --sarif audit.sarif       findings on their lines, for code hosts
  $ covenant audit --drills reports/                 count these drills as evidence; their signatures are verified
  $ covenant audit --json                            {agreement, environment, clauses: [...], unclaimed: [...]}

Exit codes: 0 nothing is broken, 1 a clause is broken, 2 wrong usage or a folder that cannot be read.
docs/audit.md explains how to read the result.`;

interface Options {
  readonly environment?: string;
  readonly json?: boolean;
  readonly html?: string;
  readonly sarif?: string;
  readonly deployed?: boolean;
  readonly drills?: string | boolean;
  readonly key?: string;
}

export const register: Register = program => {
  program
    .command('audit')
    .description('show which clause is kept by which line of which template')
    .argument('[folder]', 'what cdk synth wrote (cdk.out when left out)')
    .option('-e, --environment <name>', 'compile this environment first')
    .option('--deployed', 'judge what is live in the AWS account instead of what the templates say')
    .option('--drills <path>', 'the reports of drills to count, a folder or a file (.covenant/drills)')
    .option('--no-drills', 'judge by the templates alone')
    .option('--key <file>', 'the public key that signed the reports (the ones in keys/ beside them)')
    .option('--html <file>', 'also write the report as one page')
    .option('--sarif <file>', 'also write the findings as SARIF 2.1.0')
    .option('--json', 'print the result for programs')
    .addHelpText('after', EXAMPLES)
    .action(run);
};

async function run(folder: string | undefined, options: Options): Promise<void> {
  const { auditFolder } = await import('./audit-load.ts');
  const { writeHtml, writeSarif, terminalText } = await import('./audit-outputs.ts');
  const assembly = await assemblyOf(folder, options);
  const { drillsFor } = await import('./drill-reports.ts');
  const looked = { quiet: options.json, drills: drillsFor(options) };
  const audited = options.deployed
    ? await (await import('./audit-deployed.ts')).auditDeployed(assembly, looked)
    : auditFolder(assembly, looked);
  for (const { file, reason } of audited.refused) {
    progress(`covenant: ${file}: ${reason}, so it proves nothing`, options.json);
  }
  if (options.html) await writeHtml(options.html, [audited]);
  if (options.sarif) await writeSarif(options.sarif, [audited]);
  if (options.json) {
    const { auditJson } = await import('../report/json.ts');
    printJson(auditJson(audited.result, audited.refused));
  } else print(terminalText(audited));
  const broken = audited.result.clauses.some(({ status }) => status === 'broken');
  process.exitCode = broken ? EXIT.foundSomething : EXIT.fine;
}

async function assemblyOf(folder: string | undefined, { environment, json }: Options): Promise<string> {
  if (environment === undefined) return folder ?? 'cdk.out';
  const { compileEnvironment } = await import('./audit-compile.ts');
  progress(`covenant: compiling ${environment}`, json);
  return compileEnvironment(environment, folder ?? `.covenant/audit/${environment}`);
}
