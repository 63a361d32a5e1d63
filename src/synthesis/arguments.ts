import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { InputError, reasonOf } from '../manifests/input-error';
import { isRevision } from '../manifests/revision';
import { choice } from '../manifests/words';
import { type DiffFormat, diffFormats } from '../report/change/rendered';
import { NO_BASE } from './committed';

/** The command line of `npm run synth`. */
export interface Arguments {
  /** The environments; empty means all. */
  readonly names: readonly string[];

  /** What to compare them with; the last commit if undefined. */
  readonly base?: string;

  /** Whether to show what differs from the base, and to write nothing. */
  readonly diff: boolean;

  /** The format of that. */
  readonly format: DiffFormat;
}

/** Parses the command line. @throws InputError on an unknown option, and if there is no such base */
export function argumentsOf(args: readonly string[]): Arguments {
  const { positionals: names, values } = parsed(args);
  const { base } = values;
  if (base !== undefined && base !== NO_BASE && !existsSync(base) && !isRevision(base))
    throw new InputError(`--base must be a git revision, a folder or '${NO_BASE}', got '${base}'`, 'check the name');
  const format = diffFormats.find((known) => known === values.format);
  if (format === undefined) throw new InputError(`unknown format '${values.format}'`, `write ${choice(diffFormats)}`);
  return { names, base, diff: values.diff ?? false, format };
}

const OPTIONS = { base: { type: 'string' }, diff: { type: 'boolean' }, format: { type: 'string', default: 'text' } } as const;

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: OPTIONS });
  } catch (error) {
    const reason = (reasonOf(error).split('. ', 1)[0] as string).replace(/^(Unknown|Option)/, (word) => word.toLowerCase());
    throw new InputError(reason, 'write the names of environments, or --base REVISION');
  }
}
