import { parseArgs } from 'node:util';
import { InputError, reasonOf } from '../manifests/input-error';
import { nearest } from '../manifests/nearest';

/** What the first argument may be. */
export const commands = ['check', 'diff', 'report', 'slo', 'topology', 'rules', 'help'] as const;
type Command = (typeof commands)[number];

const OPTIONS = {
  topology: { type: 'string', short: 't' },
  'base-topology': { type: 'string' },
  rules: { type: 'string' },
  target: { type: 'string' },
  format: { type: 'string' },
  explain: { type: 'string' },
  'fail-on': { type: 'string' },
  only: { type: 'string', multiple: true },
  skip: { type: 'string', multiple: true },
  severity: { type: 'string' },
  namespace: { type: 'string', multiple: true, short: 'n' },
  config: { type: 'string' },
  'no-config': { type: 'boolean' },
  baseline: { type: 'string' },
  'update-baseline': { type: 'boolean' },
  color: { type: 'string' },
  all: { type: 'boolean' },
  base: { type: 'string' },
  output: { type: 'string', short: 'o' },
  live: { type: 'boolean' },
  context: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  'allow-empty': { type: 'boolean' },
  version: { type: 'boolean' },
} as const;

type Option = keyof typeof OPTIONS;

/** What a value looks like, for whoever left it out. */
const examples: Readonly<Partial<Record<Option, string>>> = {
  topology: 'aws-3x2',
  'base-topology': 'before.yaml',
  rules: 'rules.js',
  target: '99.95',
  format: 'json',
  explain: 'backend',
  'fail-on': 'warning',
  only: 'availability',
  skip: 'image-is-pinned',
  severity: 'warning',
  namespace: 'shop',
  config: 'nines.yaml',
  baseline: 'nines-baseline.json',
  color: 'never',
  context: 'production',
  base: 'main',
  output: 'report.html',
};

/** The options of each command, besides --help and --version. */
const takenBy: Readonly<Record<Command, readonly Option[]>> = {
  check: [
    'topology',
    'target',
    'rules',
    'only',
    'skip',
    'severity',
    'namespace',
    'fail-on',
    'baseline',
    'update-baseline',
    'config',
    'no-config',
    'format',
    'explain',
    'all',
    'color',
    'allow-empty',
  ],
  diff: ['topology', 'base-topology', 'target', 'config', 'no-config', 'format', 'live', 'context', 'color'],
  report: ['topology', 'target', 'rules', 'config', 'no-config', 'output', 'base', 'base-topology'],
  slo: ['topology', 'target', 'namespace', 'fail-on', 'config', 'no-config', 'format', 'allow-empty'],
  topology: [],
  rules: ['rules'],
  help: [],
};

/** An option that another command takes would be without any effect. @throws InputError */
export function requireTaken(command: string, values: ReturnType<typeof parsed>['values']): void {
  const taken = commands.find((it) => it === command);
  if (taken === undefined || taken === 'help') return;
  const stray = (Object.keys(values) as Option[]).find((name) => !takenBy[taken].includes(name));
  if (stray !== undefined) throw new InputError(`${taken} takes no --${stray}`, `remove it; ${taken} takes ${optionsOf(taken)}`);
}

function optionsOf(command: Command): string {
  return takenBy[command].map((name) => `--${name}`).join(', ') || 'files only';
}

/** The options and the other arguments. @throws InputError on an unknown option, and where a value is missing or too much */
export function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: withValues(args), allowPositionals: true, options: OPTIONS });
  } catch (error) {
    if (error instanceof InputError) throw error;
    const reason = (reasonOf(error).split('. ', 1)[0] as string).replace(/^Unknown/, 'unknown');
    const meant = nearest(/^unknown option '--(.+)'$/.exec(reason)?.[1] ?? '', Object.keys(OPTIONS));
    throw new InputError(reason, meant ? `write --${meant}` : 'nines --help lists the options');
  }
}

/**
 * The arguments with each value joined to its option: Node's parser refuses values that begin with a dash, such as `--target -5`, before anybody can say what is wrong
 * with them. @throws InputError where an option lacks its value, or has one that it doesn't take
 */
function withValues(args: readonly string[]): string[] {
  const found: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] as string;
    if (arg === '--') return [...found, ...args.slice(at)];
    const name = optionIn(arg);
    const [, given] = /^--[^=]+=(.*)$/s.exec(arg) ?? [];
    if (name !== undefined && OPTIONS[name].type === 'boolean' && given !== undefined)
      throw new InputError(`--${name} takes no value, got '${given}'`, `write --${name}`);
    if (name === undefined || OPTIONS[name].type === 'boolean' || given !== undefined) {
      found.push(arg);
      continue;
    }
    const value = args[at + 1];
    if (value === undefined || optionIn(value) !== undefined)
      throw new InputError(`--${name} has no value`, `write one, such as --${name} ${examples[name]}`);
    found.push(`--${name}=${value}`);
    at++;
  }
  return found;
}

/** The option that an argument names: `--target`, `--target=99` or `-t`. */
function optionIn(arg: string): Option | undefined {
  const long = /^--([^=]+)/.exec(arg)?.[1];
  const names = Object.keys(OPTIONS) as Option[];
  return names.find((name) => {
    const option = OPTIONS[name];
    return long === undefined ? 'short' in option && arg === `-${option.short}` : long === name;
  });
}
