import { z } from 'zod';
import { STAGE_NAME, serviceName, serviceNames } from '../access/names.ts';
import type { Agreement } from '../agreement.ts';
import type { Environment, Tenant } from '../environment.ts';
import { type MeasuredSeries, measuredTenants, ownService, seriesOf } from './measured-series.ts';
import { DOWN_WHEN, type MetricQuery } from './sources.ts';

const canarySeries = z.object({
  series: z.string(),
  /** The canary's name. */
  canary: z.string(),
  /** Down below this percentage of runs that succeeded. */
  below: z.number(),
  /** Seconds from one run to the next. */
  every: z.number(),
});

const callsSeries = z.object({
  series: z.string(),
  api: z.string(),
  /** Each as a method and a path. */
  on: z.array(z.string()),
  above: z.string(),
  atLeast: z.number(),
});

/** What is collected of a component beside its probe: a canary's runs, or the calls of customers. */
export const furtherSeries = z.union([canarySeries, callsSeries]);
export type CanarySeries = z.output<typeof canarySeries>;
export type CallsSeries = z.output<typeof callsSeries>;
export type FurtherSeries = z.output<typeof furtherSeries>;

/** The further series of a component, and how they decide together with its probe. */
export const joinedSeries = z.object({ downWhen: z.enum(DOWN_WHEN), series: z.array(z.string()) });
export type JoinedSeries = z.output<typeof joinedSeries>;

/** Synthetics takes 21 of these characters at least and 255 at most since its newer runtimes; ours stay short. */
const LONGEST_NAME = 255;

/** The canary of a component, for everybody who shares a service or for one tenant (AWS fact 25). */
export function canaryName(environment: string, component: string, tenant: string | undefined): string {
  return `${environment}-${tenant ? `${tenant}-` : ''}${component}`.slice(0, LONGEST_NAME);
}

type Component = NonNullable<Agreement['components']>[string];

function furtherOf(
  environment: Environment,
  own: string | undefined,
  name: string,
  { series }: MeasuredSeries,
  { canary, errors }: Component,
): readonly FurtherSeries[] {
  const percentOf = ({ num, den }: { num: bigint; den: bigint }) => (Number(num) * 100) / Number(den);
  return [
    ...(canary
      ? [
          {
            series: `${series}/canary`,
            canary: canaryName(environment.environment, name, own),
            below: percentOf(canary.success.fraction),
            every: canary.every.seconds,
          },
        ]
      : []),
    ...(errors
      ? [
          {
            series: `${series}/calls`,
            api: serviceName(environment.environment, own),
            on: errors.on,
            above: errors.above.text,
            atLeast: errors['at-least'],
          },
        ]
      : []),
  ];
}

/** What is collected beside the probes for one tenant, by component. */
export function furtherSeriesOf(
  agreement: Agreement,
  environment: Environment,
  tenant: Tenant,
): Readonly<Record<string, readonly FurtherSeries[]>> {
  const own = ownService(environment, tenant);
  const found = Object.entries(seriesOf(agreement, environment, tenant)).flatMap(([name, series]) => {
    const component = agreement.components?.[name];
    const further = component ? furtherOf(environment, own, name, series, component) : [];
    return further.length > 0 ? [[name, further] as const] : [];
  });
  return Object.fromEntries(found);
}

/** Everything that is collected beside the probes of an environment, each series once. */
export function allFurtherSeries(agreement: Agreement, environment: Environment): readonly FurtherSeries[] {
  const all = measuredTenants(agreement, environment).flatMap(tenant =>
    Object.values(furtherSeriesOf(agreement, environment, tenant)).flat(),
  );
  return [...new Map(all.map(each => [each.series, each])).values()];
}

/** How the sources of a tenant's components decide together; nothing for a component that has its probe alone. */
export function joinedSeriesOf(
  agreement: Agreement,
  environment: Environment,
  tenant: Tenant,
): Readonly<Record<string, JoinedSeries>> {
  const further = furtherSeriesOf(agreement, environment, tenant);
  return Object.fromEntries(
    Object.entries(further).map(([name, series]) => [
      name,
      {
        downWhen: agreement.components?.[name]?.['down-when'] ?? 'any',
        series: series.map(each => each.series),
      },
    ]),
  );
}

/** A canary as it is made: where it asks, and how often. */
export interface PlannedCanary {
  readonly name: string;
  readonly component: string;
  readonly tenant: string | undefined;
  readonly urls: readonly string[];
  readonly every: number;
}

/** Every canary of an environment, one for each component of a service and not for each tenant (AWS fact 25). */
export function canariesOf(agreement: Agreement, environment: Environment): readonly PlannedCanary[] {
  const all = measuredTenants(agreement, environment).flatMap(tenant => {
    const own = ownService(environment, tenant);
    const host = serviceNames(environment, environment.primary.region, own).regional;
    return Object.entries(agreement.components ?? {}).flatMap(([component, { canary, probe }]) =>
      canary && probe
        ? [
            {
              name: canaryName(environment.environment, component, own),
              ...{ component, tenant: own, every: canary.every.seconds },
              urls: canary.get.map(path => `https://${host}${path}`),
            },
          ]
        : [],
    );
  });
  return [...new Map(all.map(each => [each.name, each])).values()];
}

/** The metrics of a series, in the region of the service. */
export function metricsOf(series: FurtherSeries): readonly MetricQuery[] {
  if ('canary' in series) {
    return [
      {
        id: `${series.series}#runs`,
        namespace: 'CloudWatchSynthetics',
        metric: 'SuccessPercent',
        dimensions: { CanaryName: series.canary },
        ...{ statistic: 'Minimum', period: 60 },
      },
    ];
  }
  return series.on.flatMap(call => {
    const [Method = '', Resource = ''] = call.split(' ');
    const dimensions = { ApiName: series.api, Stage: STAGE_NAME, Method, Resource };
    const common = { namespace: 'AWS/ApiGateway', dimensions, statistic: 'Sum', period: 60 } as const;
    return [
      { ...common, id: `${series.series}#${call}#calls`, metric: 'Count' },
      { ...common, id: `${series.series}#${call}#failed`, metric: '5XXError' },
    ];
  });
}

const collection = z.object({ further: z.array(furtherSeries).optional() });

/** What a collection is asked for beside the probes. @throws z.ZodError when it is not what the schedule sends. */
export function readFurther(event: unknown): readonly FurtherSeries[] {
  return collection.parse(event).further ?? [];
}
