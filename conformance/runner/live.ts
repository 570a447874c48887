import { CloudFormationClient, paginateListStackResources } from '@aws-sdk/client-cloudformation';
import type { TemplateResource } from '../../lib/promises/evidence.ts';
import type { Deployment } from './world.ts';

/** What CloudFormation says of one deployed resource. */
export interface LiveResource {
  readonly resource: TemplateResource;
  readonly physicalId: string;
}

/** The deployed resources of some types, with their ids in the account. */
export async function liveResources(
  deployment: Deployment,
  types: ReadonlySet<string>,
): Promise<LiveResource[]> {
  const wanted = deployment.assembly.resources.filter(({ type }) => types.has(type));
  const stacks = new Map(wanted.map(({ stack, region }) => [stack, region]));
  const ids = new Map<string, string>();
  for (const [StackName, region] of stacks) {
    const client = new CloudFormationClient({ region });
    for await (const page of paginateListStackResources({ client }, { StackName })) {
      for (const { LogicalResourceId, PhysicalResourceId } of page.StackResourceSummaries ?? [])
        ids.set(`${StackName}/${LogicalResourceId}`, PhysicalResourceId ?? '');
    }
  }
  return wanted.flatMap(resource => {
    const physicalId = ids.get(`${resource.stack}/${resource.logicalId}`);
    return physicalId ? [{ resource, physicalId }] : [];
  });
}
