import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { type App, Duration, Fn, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { pageStyles } from '../bundle/styles.ts';
import { acknowledge } from '../constructs/acknowledge.ts';
import type { ToldAudience } from '../constructs/customers-topic.ts';
import { ownKey } from '../constructs/encryption.ts';
import { Incidents } from '../constructs/incidents.ts';
import type { LambdaCode } from '../constructs/lambda-code.ts';
import { Maintenance } from '../constructs/maintenance.ts';
import { NoticeTopic } from '../constructs/monitoring/topic.ts';
import { StatusPage } from '../constructs/status-page.ts';
import { StatusPublisher } from '../constructs/status-publisher.ts';
import type { Agreement } from '../promises/agreement.ts';
import { measuredTenants } from '../promises/availability/measured-series.ts';
import { probesOf } from '../promises/availability/probes.ts';
import { HEALTH_REGION } from '../promises/availability/region.ts';
import type { Environment } from '../promises/environment.ts';
import { type Audience, audiencesOf, toldSetting } from '../promises/incidents/audience.ts';
import { CERTIFICATE_OUTPUT, CERTIFICATE_PART, STATUS_PART } from '../promises/incidents/names.ts';
import { writtenMaintenance, writtenPageInput } from '../promises/incidents/page-input.ts';
import { CERTIFICATE_REGION, statusPlace } from '../promises/incidents/place.ts';
import { allReportTerms, hasPage } from '../promises/incidents/rules.ts';
import { alarmTopicName } from './alarms.ts';
import { CertificateStack, hostedZone, pageCertificate } from './certificate-stack.ts';
import { type Contact, ContactsStack, contactsOf } from './contacts-stack.ts';
import { probedServices } from './health-stack.ts';
import { stackName, stackProps } from './place.ts';

export interface StatusStackProps {
  readonly agreement: Agreement;
  readonly environment: Environment;
  readonly code: LambdaCode;
  /** The stack with the alarms that open incidents; deployed before this one. @default nothing opens by itself */
  readonly health?: Stack | undefined;
}

/** Adds `<environment>-status`, and its certificate's stack where one is made, if anybody was promised a page. */
export function addStatusStack(app: App, props: StatusStackProps): void {
  const { agreement, environment } = props;
  if (!hasPage(agreement, environment)) return;
  const { certificate, region } = statusPlace(environment);
  const elsewhere = certificate === undefined && region !== CERTIFICATE_REGION;
  const made = elsewhere
    ? new CertificateStack(app, stackName(environment, CERTIFICATE_PART), environment)
    : undefined;
  const stack = new StatusStack(app, stackName(environment, STATUS_PART), props);
  contactsOf(audiencesOf(agreement, environment)).further.forEach((contacts, at) => {
    const id = stackName(environment, `${STATUS_PART}-contacts-${at + 1}`);
    new ContactsStack(app, id, {
      ...{ environment, contacts, undeliveredArn: stack.undeliveredArn },
    }).addStackDependency(stack);
  });
  if (made) stack.addStackDependency(made);
  if (props.health) stack.addStackDependency(props.health);
}

/**
 * `<environment>-status`, never in the region of the service: what customers are told of incidents and maintenance,
 * by email and on a page that goes on when the service does not.
 */
class StatusStack extends Stack {
  /** Of the queue with what could not be told. */
  readonly undeliveredArn: string;

  constructor(scope: Construct, id: string, props: StatusStackProps) {
    const { agreement, environment, code } = props;
    super(scope, id, {
      ...stackProps(environment, 'recovery', 'What customers are told of incidents and maintenance'),
      env: { account: environment.account, region: statusPlace(environment).region },
    });
    const { environment: name, stage } = environment;
    const keep = stage === 'production';
    const key = ownKey(this, 'Key', {
      description: `Incidents and maintenance of ${name}`,
      keep,
      logGroups: `/aws/lambda/${name}-*`,
      publishers: ['sns.amazonaws.com'],
    });
    const failures = failureQueue(this, key);
    this.undeliveredArn = failures.queueArn;
    const shared = { environment: name, ground: this.alarmGround(environment), code, key, failures, keep };
    const measured = measuredTenants(agreement, environment).length > 0;
    const measuredIn = measured ? environment.primary.region : undefined;
    const terms = writtenMaintenance(agreement, environment);
    const { notices } = this.addIncidents(shared, props, terms);
    const timeZone = agreement.zone;
    new Maintenance(this, 'Maintenance', { ...shared, notices, terms, timeZone, measuredIn });
    new StatusPublisher(this, 'Publisher', {
      ...{ ...shared, notices, timeZone, measuredIn },
      page: this.addPage(environment, keep),
      reports: allReportTerms(agreement, environment).length > 0,
      input: writtenPageInput(agreement, environment, pageStyles('status')),
    });
  }

  private addIncidents(
    shared: Pick<
      ConstructorParameters<typeof Incidents>[2],
      'environment' | 'ground' | 'code' | 'key' | 'failures'
    >,
    { agreement, environment }: StatusStackProps,
    terms: unknown,
  ): Incidents {
    const audiences = audiencesOf(agreement, environment);
    const watched = probedServices(agreement, environment).length > 0;
    return new Incidents(this, 'Incidents', {
      ...shared,
      titles: titlesOf(agreement),
      audiences: audiences.map(each => toldAudience(each, contactsOf(audiences).first)),
      alarms: watched ? this.outsideAlarms(environment) : undefined,
      telling: {
        TOLD: JSON.stringify(toldSetting(audiences)),
        TERMS: JSON.stringify(terms),
        ADDRESS: `https://${statusPlace(environment).name}/`,
      },
    });
  }

  private outsideAlarms({ environment }: Environment) {
    const resource = `${alarmTopicName(environment)}-outside`;
    return {
      topicArn: this.formatArn({ service: 'sns', region: HEALTH_REGION, resource }),
      region: HEALTH_REGION,
    };
  }

  private addPage(environment: Environment, keep: boolean): StatusPage {
    const { name, inZone } = statusPlace(environment);
    const zone = inZone ? hostedZone(this, 'Zone', environment) : undefined;
    return new StatusPage(this, 'Page', {
      serviceRegion: environment.primary.region,
      domainName: name,
      certificate: this.certificateOf(environment),
      ...{ hostedZone: zone, keep },
    });
  }

  private certificateOf(environment: Environment): acm.ICertificate {
    const { certificate, region } = statusPlace(environment);
    if (certificate === undefined && region === CERTIFICATE_REGION) return pageCertificate(this, environment);
    const made = Fn.getStackOutput(
      stackName(environment, CERTIFICATE_PART),
      CERTIFICATE_OUTPUT,
      CERTIFICATE_REGION,
    );
    return acm.Certificate.fromCertificateArn(this, 'Given', certificate ?? made);
  }

  private alarmGround({ environment, alarms, stage }: Environment) {
    const topic = new NoticeTopic(this, 'Alarms', {
      topicName: `${alarmTopicName(environment)}-status`,
      description: 'Alarms of the status page',
      email: alarms.email,
      publishers: ['cloudwatch.amazonaws.com'],
      keep: stage === 'production',
      marks: { promise: 'incidents', role: 'topic' },
    });
    return { name: `${environment}-status`, topicArn: topic.topicArn, runbooks: alarms.runbooks };
  }
}

function titlesOf(agreement: Agreement): Readonly<Record<string, string>> {
  return Object.fromEntries(probesOf(agreement).map(({ component, title }) => [component, title]));
}

function toldAudience({ name, plan, tenant }: Audience, contacts: readonly Contact[]): ToldAudience {
  const own = contacts.filter(({ audience }) => audience === name);
  const addresses = own.map(({ customer, endpoint }) => [customer, endpoint] as const);
  return { name, plan, tenant, contacts: Object.fromEntries(addresses) };
}

function failureQueue(scope: Construct, encryptionMasterKey: kms.IKey): sqs.Queue {
  const retentionPeriod = Duration.days(14);
  const queue = new sqs.Queue(scope, 'Failures', { encryptionMasterKey, enforceSSL: true, retentionPeriod });
  const reason = 'It is itself where failed events go.';
  acknowledge(queue, { 'AwsSolutions-SQS3': reason, 'Serverless-SQSRedrivePolicy': reason });
  queue.addToResourcePolicy(
    new iam.PolicyStatement({
      sid: 'EmailsThatCouldNotBeSent',
      principals: [new iam.ServicePrincipal('sns.amazonaws.com')],
      actions: ['sqs:SendMessage'],
      resources: [queue.queueArn],
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
  );
  return queue;
}
