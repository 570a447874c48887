import { z } from 'zod';
import { serviceNames } from '../access/names.ts';
import { type Agreement, tenantTerms } from '../agreement.ts';
import type { Environment, Tenant } from '../environment.ts';
import type { Terms } from '../terms.ts';
import { probesOf } from './probes.ts';

/** One component as one service answers for it: what is collected under one name. */
export interface MeasuredSeries {
  /** Such as `shared/platform` or `tenant/heron/platform`. */
  readonly series: string;
  /** With the path it identifies the health check, whatever its id is today. */
  readonly host: string;
  readonly path: string;
}

/** Whether these terms are about uptime that must be measured: promised, aimed at or reported. */
export function measuresUptime({ availability, credits }: Terms): boolean {
  return availability?.promise !== undefined || availability?.reported !== undefined || credits !== undefined;
}

/** The tenants whose months are measured and closed: their uptime, or how long the steps of their work took. */
export function measuredTenants(agreement: Agreement, environment: Environment): readonly Tenant[] {
  return environment.tenants.filter(tenant => {
    const terms = tenantTerms(agreement, tenant);
    return measuresUptime(terms) || terms.performance !== undefined;
  });
}

/** The tenant whose own service answers it; undefined where it shares one. */
export function ownService(environment: Environment, { name, placement }: Tenant): string | undefined {
  return 'address' in environment.service || placement === 'pooled' ? undefined : name;
}

/** The series of each component that stands for a tenant. */
export function seriesOf(
  agreement: Agreement,
  environment: Environment,
  tenant: Tenant,
): Readonly<Record<string, MeasuredSeries>> {
  const own = ownService(environment, tenant);
  const host = serviceNames(environment, environment.primary.region, own).regional;
  return Object.fromEntries(
    probesOf(agreement).map(({ component, path }) => [
      component,
      { series: own ? `tenant/${own}/${component}` : `shared/${component}`, host, path },
    ]),
  );
}

/** Everything that is collected for an environment, each series once. */
export function allSeries(agreement: Agreement, environment: Environment): readonly MeasuredSeries[] {
  const all = measuredTenants(agreement, environment).flatMap(tenant =>
    Object.values(seriesOf(agreement, environment, tenant)),
  );
  return [...new Map(all.map(each => [each.series, each])).values()];
}

const collection = z.object({
  series: z.array(z.object({ series: z.string(), host: z.string(), path: z.string() })),
});

/** What a collection is asked for. @throws z.ZodError when it is not what the schedule sends. */
export function readSeries(event: unknown): readonly MeasuredSeries[] {
  return collection.parse(event).series;
}
