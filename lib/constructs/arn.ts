import { ArnFormat, Aws, Stack, Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

export interface ArnParts {
  readonly service: string;
  readonly resource: string;
  readonly name: string;
  /** @default the stack's */
  readonly region?: string | undefined;
}

/** The partition of a region. Known at synthesis, so that an ARN needs no intrinsic function for it. */
export function partitionOf(region: string): string {
  if (Token.isUnresolved(region)) return Aws.PARTITION;
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

/** An ARN such as arn:aws:rds:eu-central-1:111111111111:db:orders. */
export function arnOf(scope: IConstruct, { service, resource, name, region }: ArnParts): string {
  const stack = Stack.of(scope);
  return stack.formatArn({
    partition: partitionOf(region ?? stack.region),
    service,
    resource,
    resourceName: name,
    region,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}
