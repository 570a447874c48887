import { CfnResource, type Stack } from 'aws-cdk-lib/core';

/**
 * Makes a stack refuse to be synthesized when something in it is marked as another tenant's or as a shared plan's
 * (NODE-4): a mistake in a composition is found before a template exists.
 */
export function isolate(stack: Stack, tenant: string): void {
  stack.node.addValidation({
    validate: () =>
      stack.node
        .findAll()
        .filter(CfnResource.isCfnResource)
        .flatMap(resource => strangerIn(resource, tenant)),
  });
}

function strangerIn(resource: CfnResource, tenant: string): string[] {
  const marks: unknown = resource.getMetadata('covenant');
  if (typeof marks !== 'object' || marks === null) return [];
  const owner = 'tenant' in marks ? marks.tenant : undefined;
  const belongs = owner === tenant || (owner === undefined && !('plan' in marks));
  return belongs ? [] : [`${resource.node.path} serves ${String(owner ?? 'a shared plan')}, not ${tenant}`];
}
