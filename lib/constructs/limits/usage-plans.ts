import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type { Construct } from 'constructs';
import {
  gatewayQuota,
  gatewayThrottle,
  type LimitPlan,
  limitPlanId,
  usagePlanName,
} from '../../promises/limits/rules.ts';
import { mark } from '../mark.ts';

export interface UsagePlansProps {
  /** Names the plans, so that keys can be put in them at run time. */
  readonly environment: string;
  readonly api: apigateway.RestApi;
  readonly plans: readonly LimitPlan[];
}

/**
 * One usage plan per set of limits, with the agreement's rate, burst and quota. Keys are never in a template: a key
 * may be in one plan per stage, which CloudFormation's create-before-delete cannot keep to (AWS fact 3).
 */
export function addUsagePlans(scope: Construct, { environment, api, plans }: UsagePlansProps): void {
  const apiStages = [{ apiId: api.restApiId, stage: api.deploymentStage.stageName }];
  for (const plan of plans) {
    const usagePlan = new apigateway.CfnUsagePlan(scope, `Plan-${limitPlanId(plan)}`, {
      usagePlanName: usagePlanName(environment, plan),
      apiStages,
      throttle: plan.limits && gatewayThrottle(plan.limits),
      quota: plan.limits && gatewayQuota(plan.limits),
    });
    usagePlan.node.addDependency(api.deploymentStage);
    mark(usagePlan, { promise: 'limits', plan: plan.plan, tenant: plan.tenant, role: 'usage-plan' });
  }
}
