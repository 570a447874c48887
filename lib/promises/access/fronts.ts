import { poolsFor } from '../databases/found.ts';
import {
  type Assembly,
  type Evidence,
  judged,
  type Marks,
  missing,
  resourcesOf,
  type Subject,
  type TemplateResource,
  type Verdict,
} from '../evidence.ts';

/** A service that answers a subject's callers: the shared one, or that of one dedicated tenant. */
export interface Front {
  /** The dedicated tenant; undefined for the shared service. */
  readonly tenant: string | undefined;
  /** Its resources of a type with these marks, in the primary region unless another is asked for. */
  readonly of: (type: string, marks?: Marks, region?: string) => readonly TemplateResource[];
}

/** The services that a plan's or tenant's callers reach. */
export function frontsFor(subject: Subject, assembly: Assembly): readonly Front[] {
  const { environment } = subject;
  const shared = 'address' in environment.service;
  const tenants = shared ? [undefined] : poolsFor(subject).map(pool => pool.tenant);
  return [...new Set(tenants)].map(tenant => ({
    tenant,
    of: (type, marks = {}, region = environment.primary.region) =>
      resourcesOf(assembly, type, marks).filter(
        resource => resource.marks.tenant === tenant && resource.region === region,
      ),
  }));
}

/** Asks a check about every service of a subject. A service without evidence is broken: absence never passes. */
export function perFront(
  subject: Subject,
  assembly: Assembly,
  wanted: string,
  ask: (front: Front) => readonly Evidence[],
): Verdict {
  const fronts = frontsFor(subject, assembly);
  if (fronts.length === 0) return { status: 'not-applicable', reason: 'nobody on this plan has a service' };
  const evidence = fronts.flatMap(front => {
    const found = ask(front);
    return found.length > 0
      ? found
      : [missing(wanted, `resource for ${front.tenant ?? 'the shared service'}`)];
  });
  return judged(evidence, missing(wanted, 'resource'));
}
