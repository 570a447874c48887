import { UnreadableInputError } from '../agreement/errors.ts';
import { type LoadedAssembly, readAssembly } from '../audit/assembly.ts';
import type { ReadDrills, RefusedDrill } from '../audit/drills/read.ts';
import { audit } from '../audit/engine.ts';
import { readOrigin } from '../audit/origin.ts';
import type { Environment } from '../promises/environment.ts';
import { loadEnvironment } from '../reader/index.ts';
import type { AuditedAgreement } from '../report/page/input.ts';
import { seenNow } from './drill-reports.ts';
import { progress } from './output.ts';

/** An audited folder, and where its agreement tells each clause. */
export interface AuditedFolder extends AuditedAgreement {
  /** Files that look like reports of drills and prove nothing. */
  readonly refused: readonly RefusedDrill[];
  readonly folder: string;
  readonly lineOfClause: (id: string) => number;
}

export interface AuditFolderOptions {
  readonly quiet?: boolean | undefined;
  /** What is judged instead of the folder's templates, such as what is deployed of them. */
  readonly assembly?: LoadedAssembly | undefined;
  /** The drills that count. @default none */
  readonly drills?: ReadDrills | undefined;
}

/**
 * Reads an assembly, finds the agreement and environment it was compiled from, and audits it.
 * @throws UnreadableInputError when the folder is no assembly of Covenant, or its sources have errors.
 */
export function auditFolder(folder: string, options: AuditFolderOptions = {}): AuditedFolder {
  const { quiet = false, assembly = readAssembly(folder), drills = { drills: [], refused: [] } } = options;
  const origin = readOrigin(folder);
  for (const file of origin.changedSince) {
    progress(`covenant: ${file} has changed since ${folder} was compiled; it is audited as it is now`, quiet);
  }
  const { environment, agreement, agreementSource, agreementFile } = loadEnvironment(origin.environment);
  if (!environment || !agreement || !agreementFile) {
    throw new UnreadableInputError(
      `${origin.environment}: has errors; run covenant check ${origin.environment}`,
    );
  }
  const result = audit(agreement, environment, { ...assembly, seen: seenNow(drills) });
  const lineOfClause = (id: string) => agreementSource?.placeOf(['clauses', id], 'key').line ?? 1;
  const { refused } = drills;
  return { result, refused, assembly, folder, agreementFile, place: placeOf(environment), lineOfClause };
}

function placeOf({ primary, recovery }: Environment): string {
  return `${primary.region}, recovering in ${recovery.region}`;
}
