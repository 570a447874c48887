import { frontsFor } from '../access/fronts.ts';
import {
  type Assembly,
  type Evidence,
  judged,
  missing,
  type Subject,
  type TemplateResource,
  type Verdict,
} from '../evidence.ts';
import { type Probe, probesOf } from './probes.ts';

export const CHECK = 'AWS::Route53::HealthCheck';
export const CONFIG = ['Properties', 'HealthCheckConfig'];

/** One component as one front serves it. */
export interface Measured {
  readonly probe: Probe;
  readonly tenant: string | undefined;
  readonly check: TemplateResource | undefined;
}

/** The components that a subject's availability names (all when it names none), for each of its services. */
function measuredOf(subject: Subject, assembly: Assembly): readonly Measured[] {
  const named = subject.terms.availability?.components;
  const probes = probesOf(subject.agreement).filter(({ component }) => named?.includes(component) ?? true);
  return frontsFor(subject, assembly).flatMap(({ tenant }) =>
    probes.map(probe => ({ probe, tenant, check: checkOf(assembly, probe.component, tenant) })),
  );
}

export function checkOf(assembly: Assembly, component: string, tenant: string | undefined) {
  return assembly.resources.find(
    ({ type, marks }) =>
      type === CHECK &&
      marks.promise === 'availability' &&
      marks.component === component &&
      marks.tenant === tenant,
  );
}

/** Asks about every measured component; what promises no uptime is not asked. */
export function perComponent(
  subject: Subject,
  assembly: Assembly,
  ask: (check: TemplateResource, measured: Measured) => readonly Evidence[],
): Verdict {
  if (!subject.terms.availability?.promise) {
    return { status: 'not-applicable', reason: 'no uptime is promised' };
  }
  const measured = measuredOf(subject, assembly);
  if (measured.length === 0 && frontsFor(subject, assembly).length === 0) {
    return { status: 'not-applicable', reason: 'nobody on this plan has a service' };
  }
  const evidence = measured.flatMap(each =>
    each.check ? ask(each.check, each) : [missing(`a health check of ${each.probe.component}`, CHECK)],
  );
  return judged([...evidence, ...unprobed(subject)], missing('a probed component', CHECK));
}

/** A component that is promised and never probed cannot be measured. */
function unprobed({ agreement, terms }: Subject): readonly Evidence[] {
  const probed = probesOf(agreement).map(({ component }) => component);
  const named = terms.availability?.components ?? [];
  return named.filter(name => !probed.includes(name)).map(name => missing(`a probe of ${name}`, CHECK));
}
