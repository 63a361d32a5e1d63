import { join } from 'node:path';
import { onCluster } from '../deploy/cluster';
import { inventoriesOf } from '../deploy/inventory';
import { currentContext, requireContext } from '../deploy/kubectl';
import { judgedSides, liveChange } from '../deploy/live';
import { InputError } from '../manifests/input-error';
import { indexOf } from '../manifests/object-index';
import { exists, manifestsIn, readManifests } from '../manifests/read';
import { readRevision } from '../manifests/revision';
import { topologySource } from '../platform/topology-source';
import { exitCode, rendered } from '../report/change/rendered';
import type { DiffRequest } from './arguments';
import { ComparedConfiguration } from './compared-configuration';
import { withServices } from './diff';
import { pathsOf } from './paths';
import { foldersIn } from './sides';
import { dayOf, type Streams } from './streams';

/**
 * `nines diff --live`: what an apply of manifests changes in a cluster, as its own API server says in a dry run.
 *
 * @returns 0 if nothing differs, 3 if something is refused or dangerous and not accepted, otherwise 1
 * @throws InputError if the manifests or the cluster can't be read
 */
export async function liveDiff(request: DiffRequest, streams: Streams): Promise<number> {
  const { head, context: asked, format, color } = request;
  const configuration = new ComparedConfiguration(request);
  const topology = request.topology ?? configuration.topology;
  const path = head ?? configuration.path() ?? pathsOf('diff --live', [])[0] ?? 'dist';
  const manifests = indexOf(documentsOf(path));
  const context = asked ?? currentContext();
  if (asked !== undefined) requireContext(asked, () => 'correct --context');
  const found = await onCluster(context, async (api) => liveChange(api, await inventoriesOf(api, manifests.objects), manifests));
  const named = topology === undefined ? undefined : { head: topologySource(topology), isAsked: true };
  const sides = judgedSides(found, manifests);
  const declared = named && configuration.declaredOn(named, sides);
  const result = withServices(found.result, sides, declared, { target: request.target ?? configuration.target });
  const change = { ...result, hazards: configuration.accepted(result.hazards, undefined, dayOf(streams)) };
  streams.out(
    rendered([{ name: path === '-' ? 'standard input' : path, ...change }], format, streams.hasColors?.(color ?? 'auto') ?? false),
  );
  return exitCode([{ name: path, ...change }]);
}

/** The manifests of a path, or of a revision as `REVISION:PATH`. */
function documentsOf(path: string) {
  if (path === '-') return readManifests([path]).documents;
  if (exists(path)) {
    const folders = foldersIn(path);
    if (folders.length < 2) return readManifests([path]).documents;
    throw new InputError(
      `${path} holds several environments: ${folders.join(', ')}`,
      `name one of them, such as ${join(path, folders[0] as string)}`,
    );
  }
  const [, revision, inside] = /^([^:]+):(.+)$/.exec(path) ?? [];
  if (revision === undefined || inside === undefined)
    throw new InputError(`no such file or folder: ${path}`, 'write a path, or REVISION:PATH such as main:dist/production');
  return manifestsIn(readRevision(revision, inside)).documents;
}
