import { Workspace } from '../postgres/workspace.ts';
import { performAction } from '../rds/actions/perform.ts';
import { Form } from '../rds/form.ts';
import { LocalRds, type LocalRdsOptions } from '../rds/local-rds.ts';
import { RdsServer } from '../rds/server.ts';
import type { XmlObject } from '../rds/xml.ts';

/** The local stand-ins' regions; any two would do. */
export const REGION = 'eu-central-1';
export const RECOVERY_REGION = 'eu-west-1';

/** Where the restored instance is made. */
export function regionOf({ from }: { readonly from?: 'primary' | 'recovery-region' | undefined }): string {
  return from === 'recovery-region' ? RECOVERY_REGION : REGION;
}

/** A local RDS that listens, and the settings by which the SDK finds it. */
export class LocalEnvironment {
  readonly workspace: Workspace;
  readonly rds: LocalRds;
  readonly server: RdsServer;

  private constructor(workspace: Workspace, rds: LocalRds, server: RdsServer) {
    this.workspace = workspace;
    this.rds = rds;
    this.server = server;
  }

  static async open(options: LocalRdsOptions = {}, port = 0): Promise<LocalEnvironment> {
    const workspace = new Workspace();
    try {
      const rds = new LocalRds(workspace, options);
      return new LocalEnvironment(workspace, rds, await new RdsServer(rds).listen(port));
    } catch (error) {
      workspace.close();
      throw error;
    }
  }

  /** What the SDK, boto3 and the AWS CLI need in their environment to talk to it. */
  variables(region = REGION): Readonly<Record<string, string>> {
    const { url } = this.server;
    return {
      AWS_ENDPOINT_URL_RDS: url,
      AWS_ENDPOINT_URL_SECRETS_MANAGER: url,
      AWS_ENDPOINT_URL_S3: url,
      AWS_ENDPOINT_URL_KMS: url,
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      DATABASE_TLS: 'off',
    };
  }

  /** One call, as a client would make it, without the way over the network. */
  call(action: string, parameters: Readonly<Record<string, string>>, region = REGION): Promise<XmlObject> {
    return performAction(this.rds, action, region, new Form(new URLSearchParams(parameters).toString()));
  }

  async close(): Promise<void> {
    this.server.close();
    await this.rds.close();
    this.workspace.close();
  }
}
