import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { BackupClient } from '@aws-sdk/client-backup';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { RDSClient } from '@aws-sdk/client-rds';
import { Route53Client } from '@aws-sdk/client-route-53';

/** The services that are asked, in one region. Credentials and endpoint come from the environment, as for every AWS tool. */
export interface Clients {
  readonly apiGateway: APIGatewayClient;
  readonly backup: BackupClient;
  readonly cloudFormation: CloudFormationClient;
  readonly cloudWatch: CloudWatchClient;
  readonly dynamo: DynamoDBClient;
  readonly kms: KMSClient;
  readonly rds: RDSClient;
  readonly route53: Route53Client;
}

export function clientsIn(region: string): Clients {
  const settings = { region, maxAttempts: 5 };
  return {
    apiGateway: new APIGatewayClient(settings),
    backup: new BackupClient(settings),
    cloudFormation: new CloudFormationClient(settings),
    cloudWatch: new CloudWatchClient(settings),
    dynamo: new DynamoDBClient(settings),
    kms: new KMSClient(settings),
    rds: new RDSClient(settings),
    route53: new Route53Client(settings),
  };
}
