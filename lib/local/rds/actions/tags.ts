import { invalidValue, snapshotNotFound } from '../aws-error.ts';
import type { Tag } from '../form.ts';
import type { Instance } from '../instance.ts';
import { keyOf } from '../local-rds.ts';
import type { Snapshot } from '../snapshot.ts';
import type { XmlObject } from '../xml.ts';
import type { Call } from './call.ts';

interface Tagged {
  tags: readonly Tag[];
}

function tagged({ rds, region, form }: Call): Instance | Snapshot {
  const arn = form.required('ResourceName');
  const [, kind, id] = /^arn:aws:rds:[^:]*:\d+:(db|snapshot):(.+)$/.exec(arn) ?? [];
  if (id === undefined) throw invalidValue(`Invalid resource name: ${arn}`);
  if (kind === 'db') return rds.instance(region, id);
  const snapshot = rds.snapshots.get(keyOf(region, id));
  if (!snapshot) throw snapshotNotFound(id);
  return snapshot;
}

export function listTags(call: Call): XmlObject {
  return { TagList: { Tag: tagged(call).tags.map(tag => ({ ...tag })) } };
}

export function addTags(call: Call): XmlObject {
  const resource: Tagged = tagged(call);
  const added = call.form.tags();
  const kept = resource.tags.filter(tag => !added.some(other => other.Key === tag.Key));
  resource.tags = [...kept, ...added];
  return {};
}

export function removeTags(call: Call): XmlObject {
  const resource: Tagged = tagged(call);
  const keys = call.form.list('TagKeys') ?? [];
  resource.tags = resource.tags.filter(tag => !keys.includes(tag.Key));
  return {};
}
