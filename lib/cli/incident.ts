import type { Command } from 'commander';
import { type NoticeOptions, sayNotice } from './notice.ts';
import type { Register } from './register.ts';

const EXAMPLES = `
Examples:
  $ covenant incident open -e production --id 2026-11-20-api --title "Calls fail" --impact outage --components api
  $ covenant incident update -e production --id 2026-11-20-api --state identified --text "A full disk."
  $ covenant incident resolve -e production --id 2026-11-20-api --text "More room; watched for an hour."
  $ covenant incident report -e production --id 2026-11-20-api --url https://example.com/reports/2026-11-20

Customers whose plan is promised it get an email, and the status page is made anew. Lines are added and never changed.
It asks the functions of the deployed environment in the region of its status page, with your AWS credentials.
Exit codes: 0 written, 2 refused, wrong usage, or AWS could not be asked.`;

type Fields = Readonly<Record<string, unknown>>;

export const register: Register = program => {
  const incident = program
    .command('incident')
    .description('tell customers of an incident: open it, say how it goes, end it, file its report')
    .addHelpText('after', EXAMPLES);
  common(incident, 'open', 'begin an incident')
    .requiredOption('--title <text>', 'what a customer notices')
    .requiredOption('--impact <impact>', 'outage: does not work, degraded: works badly, none: not noticed')
    .option('--components <names...>', 'the components it concerns; all when left out')
    .option('--started <time>', 'when it began; now when left out')
    .option('--text <text>', 'what is known so far')
    .action(
      says('open', ({ title, impact, components, started, text }) => ({
        title,
        impact,
        components,
        started,
        text,
      })),
    );
  common(incident, 'update', 'say how it goes')
    .requiredOption('--text <text>', 'plain text')
    .option('--state <state>', 'investigating, identified or watching')
    .option('--impact <impact>', 'when it became worse')
    .action(says('update', ({ text, state, impact }) => ({ text, state, impact })));
  common(incident, 'resolve', 'say that it is over')
    .option('--text <text>', 'what mended it')
    .option('--resolved <time>', 'when it was over; now when left out')
    .action(says('resolve', ({ text, resolved }) => ({ text, resolved })));
  common(incident, 'report', 'file the post-incident report')
    .requiredOption('--url <address>', 'where it can be read, over HTTPS')
    .action(says('report', ({ url }) => ({ report: url })));
};

function common(parent: Command, name: string, description: string): Command {
  return parent
    .command(name)
    .description(description)
    .requiredOption('-e, --environment <name>', 'the deployed environment')
    .requiredOption('--id <id>', 'its name in feeds and addresses, never used twice')
    .option('--by <name>', 'who says it, for the record; your user name when left out')
    .option('--json', 'print the line as it was written');
}

function says(action: string, fields: (options: Fields) => Fields) {
  return (options: NoticeOptions) =>
    sayNotice('incidents-write', options, { action, ...fields({ ...options }) }, ({ id, sequence }) => [
      `Line ${String(sequence)} of ${String(id)} is on record.`,
    ]);
}
