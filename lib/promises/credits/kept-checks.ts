import { judgeKept } from '../availability/collection-checks.ts';
import {
  type Assembly,
  type AuditCheck,
  compare,
  judge,
  resourcesOf,
  type TemplateResource,
  valueAt,
} from '../evidence.ts';
import type { Closed } from './close-checks.ts';
import { perPlan } from './close-found.ts';
import { ledgerTableName } from './close-names.ts';

const TABLE = 'AWS::DynamoDB::GlobalTable';

/** Proves for a promise that the ledger can neither fork nor be lost. */
export function ledgerGuarded(term: Closed): AuditCheck {
  return {
    rule: `${term}/ledger-guarded`,
    term,
    says: 'The ledger has one place for each entry of a tenant, can be restored to any second, and is not deleted by accident.',
    run: (subject, assembly) =>
      perPlan(subject, assembly, { type: TABLE, role: 'ledger' }, table => [
        compare(table, ['Properties', 'TableName'], ledgerTableName(subject.environment.environment)),
        compare(
          table,
          ['Properties', 'KeySchema'],
          [
            { AttributeName: 'tenant', KeyType: 'HASH' },
            { AttributeName: 'sequence', KeyType: 'RANGE' },
          ],
        ),
        ...judgeKept(table, subject.environment.stage === 'production'),
      ]),
  };
}

export const locked: AuditCheck = {
  rule: 'credits/statements-locked',
  term: 'credits',
  says: 'No statement can be changed or deleted once it is handed over, and nobody may lift that.',
  run: (subject, assembly) =>
    perPlan(subject, assembly, { type: 'AWS::S3::Bucket', role: 'statements' }, bucket => {
      const mode = ['Properties', 'ObjectLockConfiguration', 'Rule', 'DefaultRetention', 'Mode'];
      return [
        compare(bucket, ['Properties', 'ObjectLockEnabled'], true),
        judge(bucket, mode, 'a retention by default', valueAt(bucket, mode) !== undefined),
        ...policyOf(assembly, bucket).map(policy => {
          const path = ['Properties', 'PolicyDocument', 'Statement'];
          const text = JSON.stringify(valueAt(policy, path) ?? []);
          return judge(policy, path, 'nobody may unlock', text.includes('"s3:BypassGovernanceRetention"'));
        }),
      ];
    }),
};

function policyOf(assembly: Assembly, bucket: TemplateResource): readonly TemplateResource[] {
  return assembly.resources.filter(
    ({ type, stack, properties }) =>
      type === 'AWS::S3::BucketPolicy' &&
      stack === bucket.stack &&
      JSON.stringify(properties.Bucket ?? '').includes(`"${bucket.logicalId}"`),
  );
}

export const signed: AuditCheck = {
  rule: 'credits/signed',
  term: 'credits',
  says: 'Statements are signed with a key that never leaves KMS and that anyone can check against.',
  run: (subject, assembly) =>
    perPlan(subject, assembly, { type: 'AWS::KMS::Key', role: 'signing-key' }, key => [
      compare(key, ['Properties', 'KeySpec'], 'ECC_NIST_EDWARDS25519'),
      compare(key, ['Properties', 'KeyUsage'], 'SIGN_VERIFY'),
      ...resourcesOf(assembly, 'AWS::Lambda::Function', { promise: 'credits', role: 'close' }).map(fn => {
        const path = ['Properties', 'Environment', 'Variables', 'SIGNING_KEY'];
        const used = JSON.stringify(valueAt(fn, path) ?? '').includes(`"${key.logicalId}"`);
        return judge(fn, path, `the key ${key.logicalId}`, used);
      }),
    ]),
};
