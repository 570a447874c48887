import { z } from 'zod';
import { type Agreement, agreementSchema } from '../agreement.ts';
import { type MeasuredSeries, measuredTenants, seriesOf } from '../availability/measured-series.ts';
import type { Environment } from '../environment.ts';
import { maintenanceSetting, maintenanceTerms } from '../maintenance/rules.ts';
import { written } from '../written-terms.ts';
import { statusPlace } from './place.ts';
import { allReportTerms, reportTerms } from './rules.ts';

const series = z.object({ series: z.string(), host: z.string(), path: z.string() });

/** Everything that the page is made of beside what was seen and said: the agreement as written, and its styles. */
export const pageInput = z.object({
  environment: z.string(),
  /** The host name of the service. */
  host: z.string(),
  /** Where the page is read, such as `https://status.example.com/`. */
  address: z.string(),
  agreement: agreementSchema,
  /** What stands for each component: one series, or several where it is up only when all of them are. */
  series: z.record(z.string(), z.array(series)),
  reports: z.array(reportTerms),
  maintenance: maintenanceSetting,
  styles: z.string(),
});
export type PageInput = z.output<typeof pageInput>;

/** The same as JSON: units are texts, so that they are handed over exactly. */
export function writtenPageInput(agreement: Agreement, environment: Environment, styles: string) {
  return {
    environment: environment.environment,
    host: environment.domain.name,
    address: `https://${statusPlace(environment).name}/`,
    agreement: written(agreement),
    series: pageSeries(agreement, environment),
    reports: written(allReportTerms(agreement, environment)),
    maintenance: writtenMaintenance(agreement, environment),
    styles,
  };
}

/** What the maintenance functions are given. */
export function writtenMaintenance(agreement: Agreement, environment: Environment): unknown {
  return written({
    zone: agreement.zone,
    components: Object.keys(agreement.components ?? {}),
    plans: maintenanceTerms(agreement, environment),
  });
}

/**
 * The series of each component on the page: that of the shared service. Where every tenant has a service of its own
 * there is none, and a component is up on the page only when it is up for all of them.
 */
function pageSeries(
  agreement: Agreement,
  environment: Environment,
): Readonly<Record<string, readonly MeasuredSeries[]>> {
  const all = measuredTenants(agreement, environment).map(tenant => seriesOf(agreement, environment, tenant));
  const found: Record<string, Map<string, MeasuredSeries>> = {};
  for (const own of all) {
    for (const [component, each] of Object.entries(own)) {
      const known = found[component] ?? new Map<string, MeasuredSeries>();
      found[component] = known.set(each.series, each);
    }
  }
  return Object.fromEntries(
    Object.entries(found).map(([component, known]) => [component, sharedOf([...known.values()])]),
  );
}

function sharedOf(all: readonly MeasuredSeries[]): readonly MeasuredSeries[] {
  const shared = all.filter(({ series: name }) => name.startsWith('shared/'));
  return shared.length > 0 ? shared : all;
}
