import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { InputError, reasonOf } from '../manifests/input-error';
import { isRevision } from '../manifests/revision';
import { choice } from '../manifests/words';
import { type DiffFormat, diffFormats } from '../report/change/rendered';
import { NO_BASE } from './committed';

/** The command line of `npm run synth`, `npm run diff`, `npm run report` and `npm run deploy`. */
export interface Arguments {
  /** The environments; empty means all. */
  readonly names: readonly string[];

  /** What to compare them with; the last commit if undefined. */
  readonly base?: string;

  /** Whether to show what differs from the base, and to write nothing. */
  readonly diff: boolean;

  /** Whether to compare with the cluster of the environment. */
  readonly live: boolean;

  /** The format of that. */
  readonly format: DiffFormat;

  /** Whether to write a page of each environment in place of its manifests. */
  readonly report: boolean;

  /** Whether to write the pages again on each change, and to show them. */
  readonly watch: boolean;

  /** The port on which they are shown; 0 takes any that is free. @default 8099 */
  readonly port?: number;

  /** How to deploy; undefined if nothing is deployed. */
  readonly deploy?: DeployArguments;
}

/** The options of `npm run deploy`. */
export interface DeployArguments {
  /** Whether to show what would change, and to change nothing. */
  readonly dryRun: boolean;

  /** Whether to deploy manifests that aren't committed. */
  readonly uncommitted: boolean;

  /** Seconds without progress after which an object has failed. @default its `progressDeadlineSeconds`, or 600 */
  readonly timeout?: number;
}

/** Parses the command line. @throws InputError on an unknown option, and if there is no such base */
export function argumentsOf(args: readonly string[]): Arguments {
  const { positionals: names, values } = parsed(args);
  const { base } = values;
  if (base !== undefined && base !== NO_BASE && !existsSync(base) && !isRevision(base))
    throw new InputError(`--base must be a git revision, a folder or '${NO_BASE}', got '${base}'`, 'check the name');
  const format = diffFormats.find((known) => known === values.format);
  if (format === undefined) throw new InputError(`unknown format '${values.format}'`, `write ${choice(diffFormats)}`);
  const { diff = false, live = false, report = false, watch = false, port } = values;
  const deploy = deployOf(values);
  if (live && !diff) throw new InputError('--live compares with a cluster', 'write npm run diff -- ENVIRONMENT --live');
  if (live && base !== undefined) throw new InputError('--live and --base name two things to compare with', 'remove one of them');
  if (deploy && base !== undefined) throw new InputError('a deployment compares with its cluster', 'remove --base');
  if (watch && !report) throw new InputError('--watch shows reports', 'write npm run report -- --watch');
  if (port !== undefined && !watch)
    throw new InputError('--port is where --watch shows reports', 'write npm run report -- --watch --port 8100');
  return { names, base, diff, live, format, report, watch, ...(port !== undefined && { port: portOf(port) }), ...(deploy && { deploy }) };
}

const DEPLOY_USAGE = 'write npm run deploy -- ENVIRONMENT, and --dry-run, --uncommitted or --timeout SECONDS';

const OPTIONS = {
  base: { type: 'string' },
  diff: { type: 'boolean' },
  live: { type: 'boolean' },
  format: { type: 'string', default: 'text' },
  report: { type: 'boolean' },
  watch: { type: 'boolean' },
  port: { type: 'string' },
  deploy: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  uncommitted: { type: 'boolean' },
  timeout: { type: 'string' },
} as const;

function deployOf(values: ReturnType<typeof parsed>['values']): DeployArguments | undefined {
  const { deploy, timeout, uncommitted = false, 'dry-run': dryRun = false } = values;
  if (deploy) return { dryRun, uncommitted, ...(timeout !== undefined && { timeout: secondsOf(timeout) }) };
  const given = (['dry-run', 'timeout', 'uncommitted'] as const).find((name) => values[name] !== undefined);
  if (given) throw new InputError(`--${given} is an option of a deployment`, 'write npm run deploy -- ENVIRONMENT');
  return undefined;
}

/** Each environment has its own cluster, and its own moment. @throws InputError unless one is named */
export function requireOne(environments: readonly string[], names: readonly string[]): void {
  if (names.length === 1) return;
  const fix = `write npm run deploy -- ENVIRONMENT: ${choice(environments)}`;
  throw new InputError(`deploy takes one environment, got ${names.join(' ') || 'none'}`, fix);
}

/** @throws InputError if a name is that of no environment */
export function requireKnown(environments: readonly string[], names: readonly string[]): void {
  const unknown = names.find((name) => !environments.includes(name));
  if (unknown !== undefined) throw new InputError(`unknown environment '${unknown}'`, `write ${choice(environments)}`);
}

function secondsOf(text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new InputError(`--timeout must be a number of seconds, got '${text}'`, 'write a number such as 900');
}

function portOf(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) < 65_536) return Number(text);
  throw new InputError(`--port must be a port, got '${text}'`, 'write a number such as 8100, or 0 for any that is free');
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: OPTIONS });
  } catch (error) {
    const reason = (reasonOf(error).split('. ', 1)[0] as string).replace(/^(Unknown|Option)/, (word) => word.toLowerCase());
    throw new InputError(reason, args.includes('--deploy') ? DEPLOY_USAGE : 'write the names of environments, or --base REVISION');
  }
}
