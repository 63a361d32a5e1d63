import { parseArgs } from 'node:util';
import { InputError, reasonOf } from '../manifests/input-error';
import { parseTarget } from '../manifests/percentage';

const formats = ['text', 'json', 'sarif'] as const;

/** What the command was asked. */
export type Request =
  | { readonly command: 'help' | 'version' | 'rules' }
  | {
      readonly command: 'check';
      readonly paths: readonly string[];
      readonly topology: string;
      readonly target?: number;
      readonly format: (typeof formats)[number];
    };

export const usage = `Usage: nines check [PATH...] --topology FILE|NAME [--target 99.9] [--format text|json|sarif]
       nines rules

Proves how available the Deployments, StatefulSets and DaemonSets of some manifests are, and looks at all objects as one
application; 'nines rules' lists what it looks for.

  PATH         a file or a folder of YAML or JSON manifests, or - for standard input (default: dist)
  --topology   a topology file, or minikube, digitalocean-3 or aws-3x2
  --target     the availability, in percent, asked of services that declare none
  --format     text (default), json or sarif

Exit code 0: everything asked is proved; 1: something is refuted, unknown or found; 2: unusable input.
`;

/** Reads the command line; what it doesn't know is an {@link InputError}. */
export function request(args: readonly string[]): Request {
  const { values, positionals } = parsed(args);
  if (values.version) return { command: 'version' };
  const [command, ...paths] = positionals;
  if (values.help || command === undefined || command === 'help') return { command: 'help' };
  if (command === 'rules' && paths.length === 0) return { command };
  if (command !== 'check') throw new InputError(`no command '${command}'; try nines check`);
  if (values.topology === undefined) throw new InputError('--topology is missing: a file, or minikube, digitalocean-3 or aws-3x2');
  const format = formats.find((known) => known === values.format);
  if (format === undefined) throw new InputError(`--format is ${formats.join(', ').replace(/, (?!.*,)/, ' or ')}, not '${values.format}'`);
  const target = values.target === undefined ? undefined : parseTarget(values.target);
  if (values.target !== undefined && target === undefined)
    throw new InputError(`--target is a percentage such as 99.9, not '${values.target}'`);
  return { command, paths: paths.length > 0 ? paths : ['dist'], topology: values.topology, target, format };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        topology: { type: 'string', short: 't' },
        target: { type: 'string' },
        format: { type: 'string', default: 'text' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new InputError(reasonOf(error));
  }
}
