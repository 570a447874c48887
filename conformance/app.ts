import type { App } from 'aws-cdk-lib';
import { writeOrigin } from '../lib/audit/origin.ts';
import { bundleLambdas } from '../lib/bundle/bundle.ts';
import { loadEnvironment } from '../lib/reader/index.ts';
import { covenantApp } from '../lib/stacks/app.ts';
import { compile } from '../lib/stacks/compile.ts';

/** The product's app, for an environment file anywhere: this suite also deploys variants that it writes itself. */
const app: App = covenantApp({});
const file = String(app.node.tryGetContext('file'));
const { agreement, environment, agreementFile } = loadEnvironment(file);
if (!agreement || !environment || !agreementFile)
  throw new Error(`${file} has errors; run covenant check ${file}`);
const { code } = await bundleLambdas();
compile(app, agreement, environment, code);
writeOrigin(app.synth().directory, { agreement: agreementFile, environment: file });
