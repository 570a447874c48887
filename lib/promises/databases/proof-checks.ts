import type { AuditCheck } from '../evidence.ts';
import { afterKill, nothingLost } from '../failover/proof-checks.ts';
import { perDrill } from '../recovery/proof.ts';

const survived: AuditCheck = {
  rule: 'databases/proven-standby',
  term: 'databases.survives',
  says: 'In a drill the standby took the place of a killed primary with every row that had been acknowledged.',
  run: (subject, assembly) => perDrill(subject, assembly, afterKill(nothingLost)),
};

export const proofChecks: readonly AuditCheck[] = [survived];
