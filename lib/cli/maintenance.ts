import type { Command } from 'commander';
import { type NoticeOptions, sayNotice } from './notice.ts';
import type { Register } from './register.ts';

const EXAMPLES = `
Examples:
  $ covenant maintenance announce -e enterprise --id pg-minor --title "Minor version" --kind scheduled \\
      --from 2026-11-28T07:00:00Z --until 2026-11-28T07:30:00Z
  $ covenant maintenance change -e enterprise --id pg-minor --from 2026-11-28T07:00:00Z --until 2026-11-28T07:20:00Z
  $ covenant maintenance cancel -e enterprise --id pg-minor --text "Not needed any more."

The time of the announcement is that of the function which writes it. Downtime in a window does not count only with the
notice that was agreed; the answer says so for each plan. A window that is moved or becomes longer is announced anew.
Exit codes: 0 written, 2 refused, wrong usage, or AWS could not be asked.`;

type Fields = Readonly<Record<string, unknown>>;

export const register: Register = program => {
  const maintenance = program
    .command('maintenance')
    .description('announce maintenance to customers, change or cancel it')
    .addHelpText('after', EXAMPLES);
  window(common(maintenance, 'announce', 'announce a window'))
    .requiredOption('--title <text>', 'what is done')
    .requiredOption('--kind <kind>', 'a kind that the agreement names')
    .action(
      says('announce', ({ title, kind, from, until, components, text }) => ({
        title,
        kind,
        from,
        until,
        components,
        text,
      })),
    );
  window(common(maintenance, 'change', 'move a window, cut it or make it longer')).action(
    says('change', ({ from, until, components, text }) => ({ from, until, components, text })),
  );
  common(maintenance, 'cancel', 'call it off').action(says('cancel', ({ text }) => ({ text })));
};

function common(parent: Command, name: string, description: string): Command {
  return parent
    .command(name)
    .description(description)
    .requiredOption('-e, --environment <name>', 'the deployed environment')
    .requiredOption('--id <id>', 'its name in feeds and calendars, never used twice')
    .option('--text <text>', 'plain text for customers')
    .option('--by <name>', 'who says it, for the record; your user name when left out')
    .option('--json', 'print the line as it was written, and for whom downtime counts');
}

function window(command: Command): Command {
  return command
    .requiredOption('--from <time>', 'its beginning, such as 2026-11-28T07:00:00Z')
    .requiredOption('--until <time>', 'its end')
    .option('--components <names...>', 'the components it concerns; all when left out');
}

function says(action: string, fields: (options: Fields) => Fields) {
  return (options: NoticeOptions) =>
    sayNotice(
      'maintenance-write',
      options,
      { action, ...fields({ ...options }) },
      ({ id, sequence, counts }) => [
        `Line ${String(sequence)} of ${String(id)} is on record.`,
        ...standingLines(counts),
      ],
    );
}

/** For each plan whether downtime in the window counts. */
function standingLines(counts: unknown): readonly string[] {
  if (typeof counts !== 'object' || counts === null) return [];
  return Object.entries(counts).map(([plan, because]: [string, unknown]) =>
    because === null
      ? `${plan}: downtime in it does not count.`
      : `${plan}: downtime in it counts: ${String(because)}.`,
  );
}
