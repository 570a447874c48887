import { columns } from '../../lib/report/wrap.ts';
import { MUTATIONS } from './all.ts';
import { compiledAgreement } from './compile.ts';
import { effectOf } from './effect.ts';

/** Prints every mutation with the rules and clauses that it turns broken: `npm run mutations`. */
const rows: string[] = [];
let count = 0;
for (const [promise, mutations] of Object.entries(MUTATIONS)) {
  rows.push('', promise);
  for (const mutation of mutations) {
    const { rules, changed } = effectOf(mutation, await compiledAgreement(mutation.agreement));
    const clauses = changed.filter(({ to }) => to === 'broken').map(({ clause }) => clause);
    rows.push(
      ...columns([
        ['', 0],
        [mutation.name, 52],
        [rules.join(' '), 34],
        [clauses.join(' '), 24],
      ]),
    );
    count += 1;
  }
}
process.stdout.write(`${rows.join('\n')}\n\n${count} mutations\n`);
