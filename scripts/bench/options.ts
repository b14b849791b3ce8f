import { parseArgs } from 'node:util';
import * as z from 'zod';
import { defaultLoad, type Load, loadLimits, loadSchema } from '@/lib/load/settings';
import { techniqueIds, techniques } from '@/lib/techniques';
import { isChoice, type Setting } from '@/lib/techniques/setting';
import { settingNames, techniqueSettings } from '@/lib/techniques/settings';
import { endingOf, type Format, formats } from './formats';

/** What the command line asks for. */
export interface Options {
  loads: Load[];
  /** null: a table to look at. */
  format: Format | null;
  /** null: standard output. */
  out: string | null;
  help: boolean;
}

const own = Object.entries<Setting>(techniqueSettings);
const amounts = ['rate', 'seconds', 'padding', ...settingNames] as const;

const amount = z.coerce.number({ error: 'must be a number' });
const amountsSchema = z.object({
  rate: amount.default(defaultLoad.rate),
  seconds: amount.default(defaultLoad.seconds),
  padding: amount.default(defaultLoad.padding),
  ...Object.fromEntries(
    own.map(([name, setting]) => [
      name,
      isChoice(setting) ? z.string().default(setting.standard) : amount.default(setting.standard),
    ]),
  ),
});

export const help = `Measures what each technique costs the server, with many clients at once.

  npm run bench -- [options]

  --techniques LIST  all, or some of ${techniqueIds.join(', ')} (all)
  --clients LIST     how many clients, ${range('clients')}; one measurement for each number (${defaultLoad.clients})
  --rate NUMBER      ticks a second, ${range('rate')} (${defaultLoad.rate})
  --seconds NUMBER   length of the measured part, ${range('seconds')} (${defaultLoad.seconds})
  --padding NUMBER   bytes added to each tick, ${range('padding')} (${defaultLoad.padding})
${ownOptions()}
  --json, --csv, --markdown
                     write the results in this form instead of a table
  --out FILE         write them to a file; its ending tells the form, unless an option does
  --help             show this

Exit code 1: an option was wrong, or a measurement failed: it could not start, lost ticks or clients,
or its load generator was the limit.`;

/**
 * Reads the command line.
 *
 * @throws Error with one line for each option that is wrong
 */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      techniques: { type: 'string', default: 'all' },
      clients: { type: 'string', default: String(defaultLoad.clients) },
      rate: { type: 'string' },
      seconds: { type: 'string' },
      padding: { type: 'string' },
      ...(Object.fromEntries(settingNames.map((name) => [name, { type: 'string' }])) as Record<
        (typeof settingNames)[number],
        { type: 'string' }
      >),
      json: { type: 'boolean', default: false },
      csv: { type: 'boolean', default: false },
      markdown: { type: 'boolean', default: false },
      out: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const given = amountsSchema.safeParse(
    Object.fromEntries(amounts.map((name) => [name, values[name] || undefined])),
  );
  const problems = given.success ? [] : linesOf(given.error);
  const names = values.techniques === 'all' ? techniqueIds : listOf(values.techniques);
  const loads: Load[] = [];
  for (const clients of listOf(values.clients)) {
    for (const technique of names) {
      const load = loadSchema.safeParse({
        ...given.data,
        technique,
        clients: clients === '' ? undefined : Number(clients),
      });
      if (load.success) loads.push(load.data);
      else if (given.success) problems.push(...linesOf(load.error));
    }
  }
  const format = formats.filter((name) => values[name]);
  if (format.length > 1) problems.push(`--${format.join(', --')}: choose one of them`);
  const out = values.out ?? null;
  const chosen = format[0] ?? (out ? endingOf(out) : null);
  if (out !== null && chosen === null)
    problems.push('--out: must end in .json, .csv or .md, or come with --json, --csv or --markdown');
  if (problems.length > 0 && !values.help) throw new Error([...new Set(problems)].join('\n'));
  return { loads, format: chosen, out, help: values.help };
}

function listOf(text: string): string[] {
  return text.split(',').map((part) => part.trim());
}

function linesOf(error: z.core.$ZodError): string[] {
  return error.issues.map(({ path, message }) =>
    path[0] === undefined ? message : `--${optionOf(path[0])}: ${message}`,
  );
}

/** An option is called as the part of a load that it sets; of techniques there may be several. */
function optionOf(part: PropertyKey): string {
  return part === 'technique' ? 'techniques' : String(part);
}

/** The lines of the help on the settings that are techniques' own. */
function ownOptions(): string {
  const lines = techniques.flatMap(({ name, settings }) =>
    Object.entries<Setting>(settings).map(([option, setting]) => {
      const flag = `--${option} ${isChoice(setting) ? 'NAME' : 'NUMBER'}`.padEnd(18);
      const allowed = isChoice(setting)
        ? Object.keys(setting.options).join(' or ')
        : `${setting.min} to ${setting.max} ${setting.unit}`;
      return `  ${flag} ${name.toLowerCase()}: ${setting.meaning}, ${allowed} (${setting.standard})`;
    }),
  );
  return lines.join('\n');
}

function range(name: keyof typeof loadLimits): string {
  const { min, max, unit } = loadLimits[name];
  return `${min} to ${max} ${unit}`;
}
