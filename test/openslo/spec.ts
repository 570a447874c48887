import { z } from 'zod';

/**
 * The rules of OpenSLO v1 that our documents can break, written from its specification and its JSON Schemas
 * (github.com/OpenSLO/OpenSLO, README and schemas/v1). Neither is published as a package; where the two differ, as for
 * references to alert policies, the specification holds.
 */
const name = z
  .string()
  .max(63)
  .regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/);
const duration = z.string().regex(/^[1-9][0-9]*[mhdwMQY]$/);
const description = z.string().max(1050);
const operator = z.enum(['lte', 'gte', 'lt', 'gt']);

/** A prefix is a domain with a dot in it; a value is one word. */
const annotationKey = z
  .string()
  .regex(
    /^(([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9][a-z0-9-]{0,61}[a-z0-9]\/)?[a-zA-Z0-9][a-zA-Z0-9._-]*$/,
  )
  .regex(/^(.{2,253}\/)?.{1,63}$/);
const annotationValue = z
  .string()
  .min(1)
  .max(63)
  .regex(/^[a-z0-9A-Z][a-z0-9A-Z._-]*$/);

const metadata = z.strictObject({
  name,
  displayName: z.string().min(1).optional(),
  annotations: z.record(annotationKey, annotationValue).optional(),
});

const calendar = z.strictObject({
  startTime: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]) ([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/),
  timeZone: z.string().regex(/[A-Z][a-zA-Z_]+\/[A-Z][a-zA-Z_]+/),
});

const timeWindow = z.union([
  z.strictObject({ duration, isRolling: z.literal(true) }),
  z.strictObject({ duration, isRolling: z.literal(false).optional(), calendar }),
]);

const objective = z.strictObject({
  displayName: z.string().min(1).optional(),
  op: operator,
  value: z.number(),
  target: z.number().min(0).lt(1),
  timeSliceTarget: z.number().gt(0).max(1),
  timeSliceWindow: duration,
});

const slo = z.strictObject({
  description,
  service: name,
  indicatorRef: name,
  timeWindow: z.array(timeWindow).length(1),
  budgetingMethod: z.literal('Timeslices'),
  // With a threshold metric there is exactly one.
  objectives: z.array(objective).length(1),
  alertPolicies: z.array(z.strictObject({ alertPolicyRef: name })),
});

const sli = z.strictObject({
  description,
  thresholdMetric: z.strictObject({
    metricSource: z.strictObject({ type: z.string(), spec: z.record(z.string(), z.unknown()) }),
  }),
});

const condition = z.strictObject({
  kind: z.literal('burnrate'),
  op: operator,
  threshold: z.number(),
  lookbackWindow: duration,
  alertAfter: duration,
});

const policy = z.strictObject({
  description,
  alertWhenNoData: z.boolean(),
  alertWhenResolved: z.boolean(),
  alertWhenBreaching: z.boolean(),
  conditions: z.array(z.strictObject({ conditionRef: name })).length(1),
  notificationTargets: z.array(z.strictObject({ targetRef: name })).min(1),
});

function kind<K extends string, S extends z.ZodType>(named: K, spec: S) {
  return z.strictObject({ apiVersion: z.literal('openslo/v1'), kind: z.literal(named), metadata, spec });
}

/** A document of OpenSLO v1, of the kinds that we write. */
export const openSloV1 = z.discriminatedUnion('kind', [
  kind('Service', z.strictObject({ description })),
  kind('SLI', sli),
  kind('SLO', slo),
  kind('AlertPolicy', policy),
  kind('AlertCondition', z.strictObject({ description, severity: z.string(), condition })),
  kind('AlertNotificationTarget', z.strictObject({ description, target: z.string() })),
]);
