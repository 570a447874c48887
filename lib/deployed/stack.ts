import { paginateListStackResources } from '@aws-sdk/client-cloudformation';
import type { TemplateResource } from '../promises/evidence.ts';
import type { Clients } from './clients.ts';

/** The ids in the account of what the stacks made. */
export interface PhysicalIds {
  readonly of: (within: TemplateResource, logicalId: string) => string | undefined;
}

/** Asks CloudFormation for every stack that the resources belong to. A stack that is not there has none. */
export async function physicalIds(
  resources: readonly TemplateResource[],
  clientsOf: (region: string) => Clients,
): Promise<PhysicalIds> {
  const stacks = new Map(resources.map(resource => [keyOf(resource), resource]));
  const ids = new Map<string, ReadonlyMap<string, string>>();
  for (const [key, { stack, region }] of stacks) ids.set(key, await idsOf(stack, clientsOf(region)));
  return { of: (within, logicalId) => ids.get(keyOf(within))?.get(logicalId) };
}

const keyOf = ({ stack, region }: TemplateResource) => `${region}/${stack}`;

async function idsOf(StackName: string, { cloudFormation }: Clients): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  try {
    for await (const page of paginateListStackResources({ client: cloudFormation }, { StackName })) {
      for (const found of page.StackResourceSummaries ?? []) {
        if (found.LogicalResourceId && found.PhysicalResourceId && found.ResourceStatus !== 'DELETE_COMPLETE')
          ids.set(found.LogicalResourceId, found.PhysicalResourceId);
      }
    }
  } catch (error) {
    if (!(error instanceof Error && /does not exist/.test(error.message))) throw error;
  }
  return ids;
}
