import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Architecture, Code, Runtime } from 'aws-cdk-lib/aws-lambda';
import type { LambdaCode } from '../../lib/constructs/lambda-code.ts';
import { requireEnvironment } from '../../lib/reader/index.ts';
import { ROOT } from '../../lib/root.ts';
import { compile } from '../../lib/stacks/compile.ts';

/**
 * The same stacks as a CDK app is usually set up: tsx compiles it, validation is on, and each function is bundled by the
 * code behind NodejsFunction, in a process of its own. The package does not export that code, hence the path.
 */
const { Bundling } = await import(join(ROOT, 'node_modules/aws-cdk-lib/aws-lambda-nodejs/lib/bundling.js'));

const app = new App();

const code: LambdaCode = {
  of: name => {
    const options = {
      entry: join(ROOT, 'lambdas', `${name}.ts`),
      depsLockFilePath: join(ROOT, 'package-lock.json'),
      projectRoot: ROOT,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      externalModules: [],
      minify: true,
    };
    const bundled: unknown = Bundling.bundle(app, options);
    if (!(bundled instanceof Code)) throw new Error(`${name} was not bundled`);
    return { code: bundled, handler: 'index.handler' };
  },
};

const { agreement, environment } = requireEnvironment(
  String(app.node.tryGetContext('environment') ?? 'production'),
);
compile(app, agreement, environment, code);
app.synth();
