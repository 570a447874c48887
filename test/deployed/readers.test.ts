import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { BackupClient } from '@aws-sdk/client-backup';
import { type Clients, clientsIn } from '../../lib/deployed/clients.ts';
import type { Located } from '../../lib/deployed/reader.ts';
import { READERS } from '../../lib/deployed/readers.ts';
import type { TemplateResource } from '../../lib/promises/evidence.ts';

const resource: TemplateResource = {
  template: 't.json',
  stack: 's',
  region: 'eu-central-1',
  logicalId: 'Id',
  type: '',
  properties: {},
  body: {},
  marks: {},
};

/** Clients whose calls are answered by `answer` instead of the network. */
function answering(answer: unknown): Clients {
  const clients = clientsIn('eu-central-1');
  const send = async () => {
    if (answer instanceof Error) throw answer;
    return answer;
  };
  for (const client of [clients.backup, clients.apiGateway])
    Object.defineProperty(client, 'send', { value: send });
  expect(clients.backup).toBeInstanceOf(BackupClient);
  expect(clients.apiGateway).toBeInstanceOf(APIGatewayClient);
  return clients;
}

const read = (type: string, answer: unknown) => {
  const located: Located = { clients: answering(answer), resource, physicalId: 'id', idOf: () => undefined };
  return READERS.get(type)?.(located);
};

const named = (name: string) => Object.assign(new Error('there is none'), { name });

describe('what is asked of the account', () => {
  test('a usage plan without limits has none: they are null, not what the template says', async () => {
    expect(await read('AWS::ApiGateway::UsagePlan', { name: 'p', throttle: {}, quota: {} })).toEqual({
      UsagePlanName: 'p',
      Throttle: null,
      Quota: null,
    });
  });

  test('a vault without a lock has none', async () => {
    expect(await read('AWS::Backup::BackupVault', { BackupVaultName: 'v', Locked: false })).toEqual({
      BackupVaultName: 'v',
      LockConfiguration: null,
    });
  });

  test('rules of a plan have the names of the template, and a rule without copies has null', async () => {
    const Rules = [
      {
        RuleName: 'promised',
        TargetBackupVaultName: 'v',
        Lifecycle: { DeleteAfterDays: 7 },
        CopyActions: [],
      },
    ];
    expect(await read('AWS::Backup::BackupPlan', { BackupPlan: { Rules } })).toEqual({
      BackupPlan: {
        BackupPlanRule: [
          expect.objectContaining({
            RuleName: 'promised',
            Lifecycle: { DeleteAfterDays: 7 },
            CopyActions: null,
          }),
        ],
      },
    });
  });

  test('a resource that is gone is undefined, and a refusal stays an error', async () => {
    expect(await read('AWS::ApiGateway::UsagePlan', named('NotFoundException'))).toBeUndefined();
    await expect(read('AWS::ApiGateway::UsagePlan', named('AccessDeniedException'))).rejects.toThrow();
  });
});
