import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, type AppProps } from 'aws-cdk-lib/core';
import { ROOT } from '../root.ts';

export interface CovenantAppProps extends Pick<AppProps, 'outdir' | 'context'> {
  /**
   * Whether CloudFormation's own rules are checked, which takes seconds: `npm run validate` does it as a gate (AWS
   * fact 29).
   * @default false
   */
  readonly validate?: boolean;
}

/**
 * Where in our code a resource was made matters to whoever mends a finding, and to nobody else. `stackTraces` alone
 * leaves out the traces of annotations; this is the switch for those of resources, which take the most time.
 */
const NO_CREATION_STACKS = { 'aws:cdk:disable-creation-stack-traces': true };

/**
 * An app with the settings of cdk.json, whoever runs it: templates are the same from the CDK's command line, from
 * Covenant's own and in tests.
 */
export function covenantApp({ validate = false, context, outdir }: CovenantAppProps = {}): App {
  const settings: { readonly context: Record<string, unknown> } = JSON.parse(
    readFileSync(join(ROOT, 'cdk.json'), 'utf8'),
  );
  return new App({
    outdir,
    // Otherwise the CDK would write an empty assembly over the last good one after a user's mistake.
    autoSynth: false,
    context: { ...settings.context, ...(validate ? {} : NO_CREATION_STACKS), ...context },
    builtinCloudFormationValidation: validate,
    analyticsReporting: false,
    treeMetadata: validate,
    stackTraces: validate,
  });
}
