import type { LoadedAssembly } from '../../audit/assembly.ts';
import type { AuditResult } from '../../audit/result.ts';

/** One audited agreement, with the templates that its evidence points into. */
export interface AuditedAgreement {
  readonly result: AuditResult;
  readonly assembly: LoadedAssembly;
  /** The agreement's file as the reader knows it. */
  readonly agreementFile: string;
  /** Where the environment runs, such as `eu-central-1, recovers in eu-west-1`. */
  readonly place: string;
}

export interface ReportOptions {
  /** When the audit was made, as it should be read; left out where output must not depend on the clock. */
  readonly auditedAt?: string | undefined;
}
