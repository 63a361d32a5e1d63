import { type Severity, severities } from '../manifests/diagnostic';
import { InputError } from '../manifests/input-error';
import { nearest } from '../manifests/nearest';
import { parseTarget, targetMistake } from '../manifests/percentage';
import { choice } from '../manifests/words';
import { type DiffFormat, diffFormats } from '../report/change/rendered';
import { formats } from '../report/formats';
import { commands, parsed, requireTaken } from './options';

const sloFormats = ['openslo', 'json'] as const;

/** A parsed command line. */
export type Request =
  | { readonly command: 'help' | 'version' }
  | { readonly command: 'rules'; readonly rules?: string }
  | {
      readonly command: 'topology';
      /** Files; empty means standard input. */
      readonly files: readonly string[];
    }
  | {
      readonly command: 'slo';
      /** Files and folders; empty means `dist`. */
      readonly paths: readonly string[];
      /** Where promises may be written as well as in annotations. */
      readonly topology?: string;
      readonly target?: number;
      readonly format: (typeof sloFormats)[number];
    }
  | {
      readonly command: 'diff';
      /** A file, a folder, a git revision or `-`. @default the last commit */
      readonly base?: string;

      /** @default the working tree */
      readonly head?: string;

      /** Whether BASE is a cluster. */
      readonly live: boolean;

      /** The kubeconfig context of that cluster. @default the current one */
      readonly context?: string;
      readonly topology?: string;

      /** What BASE runs on. @default the topology as BASE has it, if that is a revision, or the same */
      readonly baseTopology?: string;
      readonly format: DiffFormat;
    }
  | {
      readonly command: 'check';
      /** Files and folders; empty means `dist`. */
      readonly paths: readonly string[];

      /** @default none: the rules are checked, and no availability is judged */
      readonly topology?: string;

      /** A file of rules of your own. */
      readonly rules?: string;
      readonly target?: number;
      readonly allowEmpty: boolean;
      readonly format: (typeof formats)[number];

      /** The least severity that fails. */
      readonly failOn: Severity;

      /** The service whose downtime is explained. */
      readonly explain?: string;
    };

export const usage = `Usage: nines check [PATH...] [--topology FILE|NAME] [--target PERCENT] [--rules FILE] [--fail-on SEVERITY] [--format FORMAT] [--explain SERVICE] [--allow-empty]
       nines diff [BASE [HEAD]] [--topology FILE|NAME [--base-topology FILE|NAME]] [--format FORMAT]
       nines diff [HEAD] --live [--context NAME] [--topology FILE|NAME] [--format FORMAT]
       nines slo [PATH...] [--topology FILE|NAME] [--target PERCENT] [--format openslo|json]
       nines topology [FILE...]
       nines rules [--rules FILE]

Checks Kubernetes manifests as one application, and proves how available its Deployments, StatefulSets and DaemonSets are.
'nines diff' shows what a change of them does to a cluster. 'nines slo' prints an OpenSLO document for each promise, or in JSON its error budget and
burn-rate alerts. 'nines topology' writes the topology file of a cluster from the output of kubectl get nodes -o json. 'nines rules' lists every rule.

  PATH               a file or folder of YAML or JSON manifests, or - for standard input (default: dist)
  --topology, -t     a topology file, or minikube, digitalocean-3, aws-3x2, or three-zones (default of check: none, so that only the rules run)
  --target PERCENT   the availability required of services that promise none, such as 99.9
  --rules FILE       a JavaScript file that exports rules of your own
  --fail-on SEVERITY the least severity that fails: error (default), warning or hint
  --format FORMAT    text (default), json or markdown; of check also sarif, gitlab (Code Quality) or junit
  --explain SERVICE  print where each number of a service's minutes a year comes from: backend, or Deployment/shop/backend
  --allow-empty      accept input without any Kubernetes object
  BASE, HEAD         files, folders, git revisions (main, HEAD~3, main:dist/production) or - for standard input
                     (default: the last commit, and the working tree)
  FILE               what kubectl get -o json prints of nodes, and of pods -A for the room that those of the system take; also version,
                     Karpenter's nodepools and Cluster API's machinedeployments (default: standard input, which takes several in a row)
  --base-topology    what BASE runs on, if another cluster than HEAD (default: the topology file as the revision BASE has it, or the same)
  --live             compare with a cluster instead of BASE: what an apply of HEAD would change there
  --context NAME     the context in the kubeconfig of that cluster (default: the current one)

Exit code of check: 0 when no error is found, or all are accepted, 1 on errors (see --fail-on), 2 on unusable input.
Exit code of diff: 0 when nothing differs, 1 on differences, 2 on unusable input, 3 when an object is refused or data is at risk, without a reason.
`;

/** How to name nodes. */
const TOPOLOGY_FIX = 'add a topology file, or three-zones for a usual cluster; nines topology writes the file of yours';

/** A request to check manifests. */
export type CheckRequest = Extract<Request, { command: 'check' }>;

/** A request for a topology file. */
export type TopologyRequest = Extract<Request, { command: 'topology' }>;

/** A request for service level objectives. */
export type SloRequest = Extract<Request, { command: 'slo' }>;

/** Parses the command line. @throws InputError on an unknown command or option */
export function request(args: readonly string[]): Request {
  const { values, positionals } = parsed(args);
  if (values.version) return { command: 'version' };
  const [command, ...paths] = positionals;
  if (values.help || command === undefined || command === 'help') return { command: 'help' };
  requireTaken(command, values);
  if (command === 'rules') {
    if (paths.length > 0) throw new InputError(`rules takes no arguments, got '${paths.join(' ')}'`, 'write nines rules');
    return { command, rules: values.rules };
  }
  if (command === 'topology') return { command, files: paths };
  if (command === 'slo') {
    const { topology, target } = values;
    return { command, paths, topology, target: targetOf(target), format: formatOf(values.format, sloFormats) };
  }
  if (command === 'diff') return diffRequest(paths, values);
  if (command !== 'check')
    throw new InputError(`unknown command '${command}'`, `write nines ${nearest(command, commands) ?? choice(commands)}`);
  const { topology, rules, 'allow-empty': allowEmpty = false } = values;
  for (const name of ['target', 'explain'] as const) {
    if (topology === undefined && values[name] !== undefined)
      throw new InputError(`--${name} needs --topology: without nodes no availability is judged`, TOPOLOGY_FIX);
  }
  const format = formatOf(values.format, formats);
  const { explain } = values;
  if (explain !== undefined && format !== 'text') {
    throw new InputError(`--explain prints text, not ${format}`, `remove --format ${format}; json has every number of every service`);
  }
  const failOn = failOnOf(values['fail-on']);
  return { command, paths, topology, rules, target: targetOf(values.target), format, failOn, explain, allowEmpty };
}

/** The first format is the default. */
function formatOf<F extends string>(given: string | undefined, known: readonly [F, ...F[]]): F {
  const format = given === undefined ? known[0] : known.find((it) => it === given);
  if (format === undefined) throw new InputError(`unknown format '${given}'`, `write ${choice(known)}`);
  return format;
}

function failOnOf(given = 'error'): Severity {
  const severity = severities.find((it) => it === given);
  if (severity === undefined) throw new InputError(`unknown severity '${given}'`, `write ${choice(severities)}`);
  return severity;
}

/** A request to compare manifests. */
export type DiffRequest = Extract<Request, { command: 'diff' }>;

function diffRequest(paths: readonly string[], values: ReturnType<typeof parsed>['values']): DiffRequest {
  const { topology, 'base-topology': baseTopology, context, live = false, format: asked } = values;
  const [base, head, ...others] = paths;
  const format = formatOf(asked, diffFormats);
  if (baseTopology !== undefined && topology === undefined)
    throw new InputError('--base-topology is what HEAD is compared with', 'add --topology');
  if (live) {
    if (baseTopology !== undefined) throw new InputError('--live compares with the cluster as it is', 'remove --base-topology');
    if (head !== undefined) throw new InputError(`diff --live takes HEAD, got '${paths.join(' ')}'`, 'write nines diff HEAD --live');
    return { command: 'diff', head: base, live, context, topology, format };
  }
  if (context !== undefined) throw new InputError('--context names a cluster', 'add --live');
  if (others.length > 0) throw new InputError(`diff takes BASE and HEAD, got '${paths.join(' ')}'`, 'write nines diff BASE HEAD');
  return { command: 'diff', base, head, live, topology, baseTopology, format };
}

function targetOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const mistake = targetMistake(text);
  if (mistake) throw new InputError(`--target ${mistake.message}`, mistake.fix);
  return parseTarget(text);
}
