import { delimiter, dirname, join } from 'node:path';

/** The account that the emulator's credentials belong to. */
export const ACCOUNT = '000000000000';

/** Variables of a person's shell that could lead a client to a real account. */
const REAL_AWS = /^(AWS_|CDK_|NODE_OPTIONS$)/;

/**
 * The variables with which the CDK, the AWS SDKs and boto3 reach the emulator and nothing else: no profile, no
 * credentials file, no instance metadata of the machine, and the CDK's caches inside `folder`.
 */
export function awsVariables(
  endpoint: string,
  backup: string,
  folder: string,
): Readonly<Record<string, string>> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ENDPOINT_URL_BACKUP: backup,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: 'us-east-1',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: join(folder, 'no-aws-config'),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, 'no-aws-credentials'),
    CDK_HOME: join(folder, 'cdk-home'),
    CDK_DISABLE_CLI_TELEMETRY: 'true',
    CDK_VALIDATION: 'false',
  };
}

export function awsEnvironment(variables: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !REAL_AWS.test(name));
  return { ...Object.fromEntries(own), PATH: pathWithThisNode(), ...variables };
}

/** The Node that this repository pins comes first: the app and the emulator's Lambdas run on it. */
export function pathWithThisNode(): string {
  return `${dirname(process.execPath)}${delimiter}${process.env.PATH ?? ''}`;
}
