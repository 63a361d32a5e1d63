import { InputError } from '../manifests/input-error';
import { nearest } from '../manifests/nearest';
import { choice } from '../manifests/words';
import { type DiffFormat, diffFormats } from '../report/change/rendered';
import { type CheckRequest, checkRequest } from './check-request';
import { type ColorChoice, colorChoices } from './colors';
import { commands, parsed, requireTaken } from './options';
import { type ReportRequest, reportRequest } from './report-request';
import { chosen, targetOf } from './values';

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
  | (Omit<CheckRequest, 'command' | 'format'> & {
      readonly command: 'slo';
      readonly format: (typeof sloFormats)[number];
    })
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

      /** The availability required of services that promise none. @default that of the configuration */
      readonly target?: number;

      /** A configuration file. @default nines.yaml in the working directory */
      readonly config?: string;

      /** Whether no configuration is read at all. */
      readonly isUnconfigured: boolean;
      readonly format: DiffFormat;

      /** @default on a terminal */
      readonly color?: ColorChoice;
    }
  | CheckRequest
  | ReportRequest;

export const usage = `Usage: nines check [PATH...] [--topology FILE|NAME] [--target PERCENT] [--only RULE] [--skip RULE] [--severity SEVERITY] [--namespace NAME] [OPTION...]
       nines diff [BASE [HEAD]] [--topology FILE|NAME [--base-topology FILE|NAME]] [--target PERCENT] [--format FORMAT]
       nines diff [HEAD] --live [--context NAME] [--topology FILE|NAME] [--format FORMAT]
       nines slo [PATH...] [--topology FILE|NAME] [--target PERCENT] [--format openslo|json] [OPTION...]
       nines report [PATH...] --topology FILE|NAME [--base BASE] [-o FILE]
       nines topology [FILE...]
       nines rules [--rules FILE]

Checks Kubernetes manifests as one application, and proves how available its Deployments, StatefulSets and DaemonSets are.
'nines diff' shows what a change of them does to a cluster. 'nines report' writes a page that shows where pods run and what each failure does,
and with --base what a change does to that. 'nines slo' reads and judges as check does, and prints an OpenSLO document for each promise, or
in JSON its error budget and burn-rate alerts. 'nines topology' writes the topology file of a cluster from the output of kubectl get nodes -o json. 'nines rules' lists every rule.

  PATH               a file or folder of YAML or JSON manifests, or - for standard input (default: dist)
  --topology, -t     a topology file, or minikube, digitalocean-3, aws-3x2, or three-zones (default of check: none, so that only the rules run)
  --target PERCENT   the availability required of services that promise none, such as 99.9
  --rules FILE       a JavaScript file that exports rules of your own
  --only RULES       report these rules alone, such as availability,image-is-pinned; may be repeated
  --skip RULES       report the others
  --severity LEAST   the least severity that is shown: error, warning or hint (default)
  --namespace, -n    report the objects of these namespaces alone; everything is still read and takes part in the proof
  --fail-on SEVERITY the least severity that fails: error (default), warning or hint
  --baseline FILE    neither show nor fail on the findings that this file lists
  --update-baseline  write the present findings to that file
  --config FILE      the configuration (default: nines.yaml in the current folder, if it exists)
  --no-config        read no configuration
  --format FORMAT    text (default), json or markdown; of check also sarif, gitlab (Code Quality) or junit
  --explain SERVICE  print where each number of a service's minutes a year comes from: backend, or Deployment/shop/backend
  --all              don't shorten long lists
  --color WHEN       auto (default: on a terminal, unless NO_COLOR is set), always or never
  --allow-empty      accept input without any Kubernetes object
  BASE, HEAD         files, folders, git revisions (main, HEAD~3, main:dist/production) or - for standard input
                     (default: the last commit, and the working tree)
  FILE               what kubectl get -o json prints of nodes, and of pods -A for the room that those of the system take; also version,
                     Karpenter's nodepools and Cluster API's machinedeployments (default: standard input, which takes several in a row)
  --base BASE        show what differs from this file, folder or git revision
  --output, -o FILE  the page to write (default: report.html)
  --base-topology    what BASE runs on, if another cluster than HEAD (default: the topology file as the revision BASE has it, or the same)
  --live             compare with a cluster instead of BASE: what an apply of HEAD would change there
  --context NAME     the context in the kubeconfig of that cluster (default: the current one)

Exit code of check and slo: 0 when no error is found, or all are accepted, 1 on errors (see --fail-on), 2 on unusable input.
Exit code of diff: 0 when nothing differs, 1 on differences, 2 on unusable input, 3 when an object is refused or data is at risk, without a reason.
`;

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
    const format = chosen('format', values.format, sloFormats) ?? 'openslo';
    return { ...checkRequest(paths, { ...values, format: undefined }), command, format };
  }
  if (command === 'diff') return diffRequest(paths, values);
  if (command === 'report') return reportRequest(paths, values);
  if (command !== 'check')
    throw new InputError(`unknown command '${command}'`, `write nines ${nearest(command, commands) ?? choice(commands)}`);
  return checkRequest(paths, values);
}

/** A request to compare manifests. */
export type DiffRequest = Extract<Request, { command: 'diff' }>;

function diffRequest(paths: readonly string[], values: ReturnType<typeof parsed>['values']): DiffRequest {
  const {
    topology,
    'base-topology': baseTopology,
    context,
    live = false,
    format: asked,
    config,
    'no-config': isUnconfigured = false,
  } = values;
  if (config !== undefined && isUnconfigured) throw new InputError('--config and --no-config exclude each other', 'remove one of them');
  const color = chosen('color', values.color, colorChoices);
  const [base, head, ...others] = paths;
  const format = chosen('format', asked, diffFormats) ?? 'text';
  const judged = { topology, target: targetOf(values.target), config, isUnconfigured, format, color };
  if (baseTopology !== undefined && topology === undefined)
    throw new InputError('--base-topology is what HEAD is compared with', 'add --topology');
  if (live) {
    if (baseTopology !== undefined) throw new InputError('--live compares with the cluster as it is', 'remove --base-topology');
    if (head !== undefined) throw new InputError(`diff --live takes HEAD, got '${paths.join(' ')}'`, 'write nines diff HEAD --live');
    return { command: 'diff', head: base, live, context, ...judged };
  }
  if (context !== undefined) throw new InputError('--context names a cluster', 'add --live');
  if (others.length > 0) throw new InputError(`diff takes BASE and HEAD, got '${paths.join(' ')}'`, 'write nines diff BASE HEAD');
  return { command: 'diff', base, head, live, baseTopology, ...judged };
}
