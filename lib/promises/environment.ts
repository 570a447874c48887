import { z } from 'zod';
import { date, period, size } from '../agreement/units/index.ts';
import { terms } from './terms.ts';

const name = z.string().regex(/^[a-z][a-z0-9-]*$/, { error: 'use lower-case letters, digits and hyphens' });
const region = z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, { error: 'write a region such as eu-central-1' });

const place = z.strictObject({
  region: region.describe('The AWS region'),
  zones: z
    .array(z.string())
    .min(2)
    .max(6)
    .describe(
      'The availability zones to use, by name, so that synthesis needs no look-up (it works offline)',
    ),
});

const domain = z.strictObject({
  name: z.string().describe('The name customers call, such as api.example.com'),
  'hosted-zone': z.string().describe('The id of the Route 53 hosted zone that holds it'),
  'zone-name': z.string().describe('The name of that hosted zone, such as example.com'),
});

/** A day, or the moment of it, which the agreement's zone turns into a day. */
const day = z
  .union([
    date,
    z.iso.datetime({
      offset: true,
      error: 'write a time with its offset, such as 2026-02-03T23:59:00+02:00',
    }),
  ])
  .describe(
    'A day such as 2026-02-03, or a time with its offset; the day is then the one in the zone of the agreement',
  );

/** How one time on a plan begins, ends and is paid. */
const subscription = {
  terminated: day
    .optional()
    .describe('When notice was given; the agreement says how many days are still billed, counting this one'),
  prepaid: z
    .boolean()
    .optional()
    .describe('Whether the term (or each month, without one) is paid before it begins'),
  committed: period.optional().describe('The term that the tenant is bound for, such as 1 year'),
};

const earlier = z.strictObject({
  plan: name.describe('The plan of that time'),
  capacity: z.union([size, name]).optional().describe('The size of that time'),
  terms: terms.optional().describe('What was agreed alone for that time'),
  'signed-up': day.describe('When that time began; the first billed day is the next one'),
  ...subscription,
  terminated: day.describe('When notice was given for it, or the plan was changed'),
});

const tenant = z.strictObject({
  name: name.describe('Its name, from which stacks and resources are named'),
  plan: name.describe('A plan of the agreement'),
  capacity: z
    .union([size, name])
    .optional()
    .describe('A size that the agreement names, or an amount of data such as 10GB'),
  placement: z
    .enum(['pooled', 'dedicated'])
    .describe('pooled: on the shared database of its plan; dedicated: in a stack of its own'),
  terms: terms.optional().describe('What was agreed with this tenant alone'),
  'signed-up': day.optional().describe('The day of sign-up to this plan, such as 2026-02-03'),
  ...subscription,
  earlier: z
    .array(earlier)
    .optional()
    .describe(
      'Earlier plans and subscriptions, oldest first, so that no day is billed twice and no fee paid twice',
    ),
  contact: z.email().optional().describe('Who is told by email of incidents and maintenance'),
});

const statusPage = z.strictObject({
  name: z.string().optional().describe('The name it is read under; status.<domain> when left out'),
  region: region
    .optional()
    .describe('Where it is kept, never where the service runs; the recovery region when left out'),
  certificate: z
    .string()
    .regex(/^arn:aws[a-z-]*:acm:/, { error: 'write the ARN of a certificate of AWS Certificate Manager' })
    .optional()
    .describe('Its certificate in us-east-1; one is made and validated in the hosted zone when left out'),
});

export const environmentSchema = z.strictObject({
  environment: name.describe('What `cdk deploy -c environment=` is given'),
  stage: z
    .enum(['production', 'development'])
    .describe('development: no vault lock, no deletion protection, so that it can be thrown away'),
  agreement: z.string().describe('The agreement it keeps: the path of its file, from this file'),
  account: z
    .string()
    .regex(/^\d{12}$/, { error: 'an account id has 12 digits; put it in quotes' })
    .optional()
    .describe('The AWS account; the one of your credentials when left out'),
  primary: place.describe('Where the service runs'),
  recovery: place.describe('Where copies go and where the service recovers'),
  domain: domain.describe('The name under which the service is reached'),
  service: z
    .union([
      z.strictObject({ address: z.url().describe('Where your own service answers over HTTPS') }),
      z.strictObject({ reference: z.literal(true).describe('The small service that ships with Covenant') }),
    ])
    .describe('The service that is promised'),
  databases: z
    .enum(['per-plan', 'shared'])
    .describe('per-plan: one database for the pooled tenants of each plan; shared: one for all of them'),
  'pooled-data': size.optional().describe('The data a pooled database is sized for; 10GB when left out'),
  alarms: z
    .strictObject({
      email: z.email().describe('Who is told when something breaks'),
      runbooks: z.url().describe('Where the runbooks are; an alarm links to <runbooks>/<alarm>'),
    })
    .describe('Where alarms go'),
  'status-page': statusPage.optional().describe('Where customers read how the service is'),
  tenants: z.array(tenant).describe('The customers, each on a plan'),
});

export type Environment = z.output<typeof environmentSchema>;
export type EnvironmentInput = z.input<typeof environmentSchema>;
export type Tenant = Environment['tenants'][number];
