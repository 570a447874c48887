import { CovenantError } from '../../agreement/errors.ts';

/**
 * Sets of regions over which a DynamoDB table can be strongly consistent (CloudFormation,
 * AWS::DynamoDB::GlobalTable GlobalTableWitness): three of one set hold it, and any one of them may fail.
 */
const STRONG_SETS: readonly (readonly string[])[] = [
  ['us-east-1', 'us-east-2', 'us-west-2'],
  ['eu-west-1', 'eu-west-2', 'eu-west-3', 'eu-central-1'],
  ['ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3'],
];

/** Nothing could say, in both regions and at once, which of the two may write. */
export class NoWitnessError extends CovenantError {
  override readonly name = 'NoWitnessError';
}

/** The third region, which only votes on who may write; undefined where the two have none in common. */
export function witnessOf(primary: string, recovery: string): string | undefined {
  const set = STRONG_SETS.find(each => each.includes(primary) && each.includes(recovery));
  return set?.find(each => each !== primary && each !== recovery);
}

/** The same. @throws NoWitnessError where there is none */
export function witnessFor(primary: string, recovery: string): string {
  const witness = witnessOf(primary, recovery);
  if (witness !== undefined) return witness;
  throw new NoWitnessError(
    `a region failover from ${primary} to ${recovery} cannot be fenced; choose both regions from one of: ${strongSetsOf()}`,
  );
}

/** The sets, for people. */
export function strongSetsOf(): string {
  return STRONG_SETS.map(each => each.join(', ')).join('; ');
}
