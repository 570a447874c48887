import { readAssembly } from '../../lib/audit/assembly.ts';
import { audit } from '../../lib/audit/engine.ts';
import { agreement, backupPlan, checks, environment, writeAssembly } from '../audit/fixtures.ts';

/** An audit with one clause of each status. */
export function mixed() {
  const spare = { Type: 'AWS::CloudWatch::Alarm', Properties: { Threshold: 1 } };
  const assembly = readAssembly(
    writeAssembly({ BasicPlan: backupPlan('basic', 7), FullPlan: backupPlan('full', 6), Spare: spare }),
  );
  return { assembly, result: audit(agreement, environment, assembly, checks) };
}

/** An audit in which the first clause is kept. */
export function fine() {
  const assembly = readAssembly(
    writeAssembly({ BasicPlan: backupPlan('basic', 7), FullPlan: backupPlan('full', 7) }),
  );
  return { assembly, result: audit(agreement, environment, assembly, checks) };
}
