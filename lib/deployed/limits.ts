import { GetDomainNameCommand, GetUsagePlanCommand } from '@aws-sdk/client-api-gateway';
import { type Reader, unlessGone } from './reader.ts';

/** Rate in calls per second, burst in calls, quota in calls per period. */
export const usagePlan: Reader = async ({ clients, physicalId }) => {
  const asked = clients.apiGateway.send(new GetUsagePlanCommand({ usagePlanId: physicalId }));
  const plan = await unlessGone(asked);
  if (!plan) return undefined;
  const { throttle, quota } = plan;
  return {
    UsagePlanName: plan.name,
    Throttle:
      throttle && has(throttle) ? { RateLimit: throttle.rateLimit, BurstLimit: throttle.burstLimit } : null,
    Quota: quota && has(quota) ? { Limit: quota.limit, Period: quota.period } : null,
  };
};

/** An empty object means that there is no limit. */
const has = (limit: object) => Object.values(limit).some(value => value !== undefined);

export const domainName: Reader = async ({ clients, physicalId }) => {
  const asked = clients.apiGateway.send(new GetDomainNameCommand({ domainName: physicalId }));
  const domain = await unlessGone(asked);
  return domain && { SecurityPolicy: domain.securityPolicy };
};
