import type * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { numbersAbove } from '../../promises/limits/payload.ts';
import type { LimitPlan } from '../../promises/limits/rules.ts';
import { mark } from '../mark.ts';

export interface FirewallProps {
  readonly name: string;
  readonly stage: apigateway.Stage;
  readonly plans: readonly LimitPlan[];
  readonly key: kms.IKey;
  readonly keep: boolean;
  readonly tenant?: string | undefined;
}

/** AWS WAF counts a rate over five minutes unless told otherwise. */
const RATE_WINDOW_SECONDS = 300;
/** The least and the most that a rate rule can be set to. */
const RATE_RANGE = { least: 10, most: 2_000_000_000 };
/** Managed rules that look at the shape of a request and not at who sends it. */
const MANAGED = ['AWSManagedRulesCommonRuleSet', 'AWSManagedRulesKnownBadInputsRuleSet'];

/**
 * What is refused before it reaches the API: known attacks, messages over the agreed size, and a key that calls far
 * beyond its plan. No rule looks at addresses: callers are not restricted by address or host name (CAP-8).
 */
export class Firewall extends Construct {
  constructor(scope: Construct, id: string, props: FirewallProps) {
    super(scope, id);
    const rules = [...payloadRules(props.plans), ...rateRules(props.plans), ...MANAGED.map(managedRule)];
    const acl = new wafv2.CfnWebACL(this, 'Acl', {
      name: props.name,
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      visibilityConfig: visibility(props.name),
      customResponseBodies: {
        large: { contentType: 'APPLICATION_JSON', content: '{"error":"the message is too large"}' },
        many: { contentType: 'APPLICATION_JSON', content: '{"error":"too many requests"}' },
      },
      rules: rules.map((rule, priority) => ({ ...rule, priority })),
    });
    mark(acl, { promise: 'limits', tenant: props.tenant, role: 'firewall' });
    new wafv2.CfnWebACLAssociation(this, 'Association', {
      resourceArn: props.stage.stageArn,
      webAclArn: acl.attrArn,
    });
    this.addLog(props, acl);
  }

  /** AWS WAF takes only log groups whose name begins with `aws-waf-logs-`. Keys are left out of what is logged. */
  private addLog({ name, key, keep }: FirewallProps, acl: wafv2.CfnWebACL): void {
    const logGroupName = `aws-waf-logs-${name}`;
    const group = new logs.LogGroup(this, 'Log', {
      logGroupName,
      retention: logs.RetentionDays.THREE_MONTHS,
      encryptionKey: key,
      removalPolicy: keep ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    new wafv2.CfnLoggingConfiguration(this, 'Logging', {
      resourceArn: acl.attrArn,
      logDestinationConfigs: [
        Stack.of(this).formatArn({ service: 'logs', resource: `log-group:${logGroupName}` }),
      ],
      redactedFields: [{ singleHeader: { Name: 'x-api-key' } }],
    }).node.addDependency(group);
  }
}

type Rule = Omit<wafv2.CfnWebACL.RuleProperty, 'priority'>;

/** The largest message any plan allows; each plan's own size is checked by the service, headers included (CAP-7). */
function payloadRules(plans: readonly LimitPlan[]): readonly Rule[] {
  const sizes = plans.map(plan => plan.limits?.payload?.max.bytes);
  const known = sizes.filter(size => size !== undefined);
  if (known.length === 0 || known.length < sizes.length) return [];
  return [
    {
      name: 'payload',
      action: { block: { customResponse: { responseCode: 413, customResponseBodyKey: 'large' } } },
      visibilityConfig: visibility('payload'),
      statement: {
        regexMatchStatement: {
          fieldToMatch: { singleHeader: { Name: 'content-length' } },
          regexString: numbersAbove(Math.max(...known)),
          textTransformations: [{ priority: 0, type: 'NONE' }],
        },
      },
    },
  ];
}

/** What the most generous plan could pass in five minutes; counted by key, so that one caller cannot starve others. */
function rateRules(plans: readonly LimitPlan[]): readonly Rule[] {
  const most = plans.map(({ limits }) =>
    limits?.rate ? limits.rate.perSecond * RATE_WINDOW_SECONDS + (limits.burst ?? 0) : undefined,
  );
  const known = most.filter(calls => calls !== undefined);
  if (known.length === 0 || known.length < most.length) return [];
  const limit = Math.min(RATE_RANGE.most, Math.max(RATE_RANGE.least, Math.ceil(Math.max(...known))));
  return [
    {
      name: 'rate-by-key',
      action: { block: { customResponse: { responseCode: 429, customResponseBodyKey: 'many' } } },
      visibilityConfig: visibility('rate-by-key'),
      statement: {
        rateBasedStatement: {
          limit,
          evaluationWindowSec: RATE_WINDOW_SECONDS,
          aggregateKeyType: 'CUSTOM_KEYS',
          customKeys: [
            { header: { name: 'x-api-key', textTransformations: [{ priority: 0, type: 'NONE' }] } },
          ],
        },
      },
    },
  ];
}

/** A body over 8 KB is common for records, and its size is judged above: that one rule only counts. */
function managedRule(name: string): Rule {
  const counts = [{ name: 'SizeRestrictions_BODY', actionToUse: { count: {} } }];
  return {
    name,
    overrideAction: { none: {} },
    visibilityConfig: visibility(name),
    statement: {
      managedRuleGroupStatement: {
        vendorName: 'AWS',
        name,
        ...(name === 'AWSManagedRulesCommonRuleSet' && { ruleActionOverrides: counts }),
      },
    },
  };
}

function visibility(metricName: string): wafv2.CfnWebACL.VisibilityConfigProperty {
  return { cloudWatchMetricsEnabled: true, metricName, sampledRequestsEnabled: true };
}
