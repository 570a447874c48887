import { z } from 'zod';
import { duration } from '../../agreement/units/index.ts';
import { type Agreement, tenantTerms, termsOf } from '../agreement.ts';
import type { Environment } from '../environment.ts';
import type { Terms } from '../terms.ts';
import type { Incident } from './incident.ts';

type Incidents = NonNullable<Terms['incidents']>;

/** When a post-incident report is owed: the agreement's words, handed over at synthesis as they are written. */
export const reportTerms = z.object({
  after: z.enum(['significant-outage', 'every-outage']),
  significantAfter: duration.optional(),
  within: duration,
});
export type ReportTerms = z.output<typeof reportTerms>;

/** The terms of every plan, and of every tenant with terms of its own. */
export function allTerms(agreement: Agreement, environment: Environment): readonly Terms[] {
  return [
    ...Object.keys(agreement.plans).map(plan => termsOf(agreement, plan)),
    ...environment.tenants.filter(({ terms }) => terms).map(tenant => tenantTerms(agreement, tenant)),
  ];
}

/** Whether anybody is promised to hear of incidents or of maintenance, so that there has to be a page. */
export function hasPage(agreement: Agreement, environment: Environment): boolean {
  return allTerms(agreement, environment).some(({ incidents, maintenance }) => incidents ?? maintenance);
}

/** Undefined where no report is promised, or where it cannot be judged whether one is late. */
export function reportTermsOf(incidents: Incidents | undefined): ReportTerms | undefined {
  const { 'report-after': after, 'report-within': within, 'significant-after': least } = incidents ?? {};
  if (after === undefined || within === undefined) return undefined;
  if (after === 'significant-outage' && least === undefined) return undefined;
  return { after, within, ...(least ? { significantAfter: least } : {}) };
}

/** Every promise of a report that somebody was given, each once. */
export function allReportTerms(agreement: Agreement, environment: Environment): readonly ReportTerms[] {
  const all = allTerms(agreement, environment).flatMap(({ incidents }) => reportTermsOf(incidents) ?? []);
  return [...new Map(all.map(each => [JSON.stringify(each), each])).values()];
}

/** Whether an incident is one after which a report is promised: an outage, and where it says so, a long one. */
export function owesReport(incident: Incident, terms: ReportTerms): boolean {
  if (incident.impact !== 'outage' || incident.resolved === undefined) return false;
  if (terms.after === 'every-outage') return true;
  const lasted = incident.resolved - incident.started;
  return terms.significantAfter !== undefined && lasted > terms.significantAfter.seconds;
}

/** When the report on an incident is due at the latest, in epoch seconds; undefined when none is owed. */
export function reportDue(incident: Incident, promises: readonly ReportTerms[]): number | undefined {
  const { resolved } = incident;
  if (resolved === undefined) return undefined;
  const due = promises
    .filter(terms => owesReport(incident, terms))
    .map(({ within }) => resolved + within.seconds);
  return due.length === 0 ? undefined : Math.min(...due);
}

/** The incidents whose report is owed, not there and late. */
export function lateReports(
  incidents: readonly Incident[],
  promises: readonly ReportTerms[],
  now: number,
): readonly Incident[] {
  return incidents.filter(incident => {
    const due = reportDue(incident, promises);
    return incident.report === undefined && due !== undefined && due < now;
  });
}

/** Whether the customers of these terms are told of incidents by email. */
export function toldByEmail({ incidents }: Terms): boolean {
  return incidents?.['told-by'].includes('email') ?? false;
}
