import { readAssembly } from '../audit/assembly.ts';
import { type Finding, readDeployed } from '../deployed/deployed.ts';
import { type AuditedFolder, type AuditFolderOptions, auditFolder } from './audit-load.ts';
import { askAccount } from './aws-account.ts';
import { progress } from './output.ts';

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
  const assembly = readAssembly(folder);
  const deployed = await askAccount(() => readDeployed(assembly));
  const count = (from: Finding['from']) => deployed.findings.filter(finding => finding.from === from).length;
  progress(
    `covenant: of ${deployed.findings.length} resources, ${count('service')} were read from their services, ` +
      `${count('stack')} are known to their stacks, ${count('gone')} are not in the account`,
    quiet,
  );
  return auditFolder(folder, { quiet, assembly: deployed, drills });
}
