import { CovenantError } from '../agreement/errors.ts';
import { writeOrigin } from '../audit/origin.ts';
import { bundleLambdas } from '../bundle/bundle.ts';
import { requireEnvironment } from '../reader/index.ts';
import { covenantApp } from '../stacks/app.ts';
import { compile } from '../stacks/compile.ts';
import { EXIT } from './exit-codes.ts';

/** The environment that `npx cdk synth` compiles when none is named. */
const DEFAULT_ENVIRONMENT = 'production';

/**
 * Compiles environments/<name>.yaml into a cloud assembly that says what it was compiled from.
 * @param outdir where it goes; the CDK's command line has its own place when left out.
 * @returns the folder.
 * @throws CovenantError when there is no such environment or it has errors.
 */
export async function compileEnvironment(name?: string, outdir?: string): Promise<string> {
  const app = covenantApp({ outdir });
  const asked: unknown = name ?? app.node.tryGetContext('environment') ?? DEFAULT_ENVIRONMENT;
  const { agreement, environment, ...files } = requireEnvironment(String(asked));
  const { code } = await bundleLambdas();
  compile(app, agreement, environment, code);
  const { directory } = app.synth();
  writeOrigin(directory, { agreement: files.agreementFile, environment: files.file });
  return directory;
}

/** The CDK app: `-c environment=NAME` chooses the environment. A user's mistake is one line and exit code 2. */
export async function synthesize(): Promise<void> {
  try {
    await compileEnvironment();
  } catch (error) {
    if (!(error instanceof CovenantError)) throw error;
    process.stderr.write(`covenant: ${error.message}\n`);
    process.exitCode = EXIT.wrongUsage;
  }
}
