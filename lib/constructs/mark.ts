import { CfnResource, TagManager } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import type { Marks } from '../promises/evidence.ts';

/**
 * Writes on a resource whom it serves: CloudFormation `Metadata.covenant`, which the audit reads, and the tags
 * `covenant:plan` and `covenant:tenant`, which bills and consoles read. Tags are set on the one resource and not by
 * an aspect, which would walk the whole tree again for every mark.
 * @throws TypeError when the construct has no CloudFormation resource of its own.
 */
export function mark(construct: IConstruct, marks: Marks): void {
  const resource = resourceBelow(construct);
  resource.addMetadata('covenant', stated(marks));
  const tags = TagManager.of(resource);
  if (marks.plan) tags?.setTag('covenant:plan', marks.plan);
  if (marks.tenant) tags?.setTag('covenant:tenant', marks.tenant);
}

function resourceBelow(construct: IConstruct): CfnResource {
  const own = CfnResource.isCfnResource(construct) ? construct : construct.node.defaultChild;
  if (own && CfnResource.isCfnResource(own)) return own;
  throw new TypeError(`${construct.node.path} has no CloudFormation resource to mark`);
}

function stated(marks: Marks): Record<string, string> {
  return Object.fromEntries(Object.entries(marks).filter(entry => entry[1] !== undefined));
}
