import { CovenantError } from '../agreement/errors.ts';
import { type LoadedAssembly, readAssembly } from '../audit/assembly.ts';
import { type DeployedAssembly, type Finding, readDeployed } from '../deployed/deployed.ts';
import { type AuditedFolder, type AuditFolderOptions, auditFolder } from './audit-load.ts';
import { progress } from './output.ts';

/** The account cannot be asked: no credentials, no permission or no connection. */
export class UnreadableAccountError extends CovenantError {
  override readonly name = 'UnreadableAccountError';
}

/**
 * Audits what is live in the account by the checks that judge templates. The assembly says what should be there and
 * where; the account says what is.
 * @throws UnreadableAccountError in one line when the account cannot be asked.
 */
export async function auditDeployed(
  folder: string,
  { quiet = false, drills }: Pick<AuditFolderOptions, 'quiet' | 'drills'> = {},
): Promise<AuditedFolder> {
  progress('covenant: asking the account', quiet);
  const deployed = await ask(readAssembly(folder));
  const count = (from: Finding['from']) => deployed.findings.filter(finding => finding.from === from).length;
  progress(
    `covenant: of ${deployed.findings.length} resources, ${count('service')} were read from their services, ` +
      `${count('stack')} are known to their stacks, ${count('gone')} are not in the account`,
    quiet,
  );
  return auditFolder(folder, { quiet, assembly: deployed, drills });
}

async function ask(assembly: LoadedAssembly): Promise<DeployedAssembly> {
  try {
    return await readDeployed(assembly);
  } catch (cause) {
    const reason = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
    throw new UnreadableAccountError(
      `the AWS account cannot be read (${reason}); set AWS_PROFILE or AWS_REGION and credentials that may read it`,
      { cause },
    );
  }
}
