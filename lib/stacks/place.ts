import type { StackProps } from 'aws-cdk-lib/core';
import type { Environment } from '../promises/environment.ts';

/** Which of an environment's two regions. */
export type Place = 'primary' | 'recovery';

/** The name of a stack, such as `production-data`. Stacks of other regions find outputs by it. */
export function stackName(environment: Environment, part: string): string {
  return `${environment.environment}-${part}`;
}

/** Account and region of a stack; the account of the caller's credentials when the environment leaves it open. */
export function stackProps(environment: Environment, place: Place, description: string): StackProps {
  return {
    env: { account: environment.account, region: environment[place].region },
    description,
    terminationProtection: environment.stage === 'production',
    tags: { 'covenant:environment': environment.environment },
  };
}
