import { drillLocally } from '../lib/cli/drill-local.ts';
import { FAULTS } from '../lib/local/drill/faults/index.ts';

/** Runs every fault and prints whether the drill turned red, and for the right reason. */
const wanted = process.argv.slice(2);
let missed = 0;
for (const fault of FAULTS.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  const began = performance.now();
  const { report } = await drillLocally({ agreement: 'sovereign-node', fault: fault.name }, () => {});
  const red = !report.ok && report.reasons.some(reason => reason.startsWith(`${fault.reason}: `));
  if (!red) missed += 1;
  const seconds = ((performance.now() - began) / 1000).toFixed(1).padStart(6);
  const said = report.reasons.map(reason => reason.slice(0, 100)).join(' | ');
  process.stdout.write(`${red ? 'red   ' : 'MISSED'} ${fault.name.padEnd(28)} ${seconds} s  ${said}\n`);
}
process.exitCode = missed > 0 ? 1 : 0;
