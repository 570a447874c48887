import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { DescribeKeyCommand, GetKeyRotationStatusCommand } from '@aws-sdk/client-kms';
import { type Reader, unlessGone } from './reader.ts';

export const table: Reader = async ({ clients, physicalId }) => {
  const found = await unlessGone(clients.dynamo.send(new DescribeTableCommand({ TableName: physicalId })));
  return found?.Table && {};
};

/** A key that was switched off or waits for deletion protects nothing. */
export const key: Reader = async ({ clients, physicalId }) => {
  const found = await unlessGone(clients.kms.send(new DescribeKeyCommand({ KeyId: physicalId })));
  if (found?.KeyMetadata?.KeyState !== 'Enabled') return undefined;
  const rotation = await unlessGone(clients.kms.send(new GetKeyRotationStatusCommand({ KeyId: physicalId })));
  return { EnableKeyRotation: rotation?.KeyRotationEnabled };
};
