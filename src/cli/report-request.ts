import { InputError } from '../manifests/input-error';
import { type CheckRequest, checkRequest } from './check-request';
import type { parsed } from './options';

/** A request for a page that shows where the application runs, and what can fail. */
export interface ReportRequest {
  readonly command: 'report';

  /** What is read and judged, as `check` reads and judges it. */
  readonly check: CheckRequest;

  /** The file to write. @default report.html */
  readonly output: string;

  /** What to compare with: a file, a folder or a git revision. @default nothing */
  readonly base?: string;

  /** What that runs on. @default the topology as the base has it, if that is a revision, or the same */
  readonly baseTopology?: string;
}

/** @throws InputError on an invalid value */
export function reportRequest(paths: readonly string[], values: ReturnType<typeof parsed>['values']): ReportRequest {
  const { output = 'report.html', base, 'base-topology': baseTopology } = values;
  if (output === '') throw new InputError('--output is empty', 'write a file such as report.html');
  if (baseTopology !== undefined && base === undefined) throw new InputError('--base-topology is what BASE runs on', 'add --base');
  if (base !== undefined && paths.length > 1)
    throw new InputError(`report --base compares one path, got '${paths.join(' ')}'`, 'name one file or folder');
  return { command: 'report', check: checkRequest(paths, values), output, base, baseTopology };
}
