import { isProvidedEntry, PROVIDED_FIX } from '../cluster/provided';
import type { Topology } from '../cluster/topology';
import { syncRefusals } from '../constructs/gitops/environment-checks';
import { environmentSourceRefusals } from '../constructs/gitops/git-source';
import { isPlatform, platformRefusal } from '../constructs/parts/platform-facts';
import { diagnosticOf, RefusedError } from '../constructs/parts/refuse';
import { shown } from '../constructs/parts/shown';
import type { Diagnostic } from '../manifests/diagnostic';
import { isDnsLabel } from '../manifests/names';
import { TOPOLOGY_FOLDER } from '../manifests/read';
import { kubernetesVersions } from '../schema';
import { clusterRefusals } from './cluster-checks';
import type { Destination } from './destination';

/** The problems of an environment's name, `provided`, cluster, `sync` and source. */
export function destinationRefusals({ name, provided, cluster, sync, repository, revision }: Destination): Diagnostic[] {
  return [
    ...nameRefusals(name),
    ...(provided === undefined ? [] : providedRefusals(provided)),
    ...clusterRefusals(cluster),
    ...(sync === undefined ? [] : syncRefusals('sync', sync).map((refusal) => diagnosticOf(refusal))),
    ...environmentSourceRefusals({ repository, revision }).map((refusal) => diagnosticOf(refusal)),
  ];
}

/** The name is that of a folder and the first part of constructs' paths. */
function nameRefusals(name: string): Diagnostic[] {
  if (name === TOPOLOGY_FOLDER) {
    const message = `must not be ${shown(name)}: dist/${name} says what the environments run on`;
    return [diagnosticOf({ setting: 'name', message, fix: 'write another name' })];
  }
  if (isDnsLabel(name)) return [];
  const message = `must be a DNS label, got ${shown(name)}`;
  return [diagnosticOf({ setting: 'name', message, fix: "write at most 63 lower-case letters, digits and '-'" })];
}

function providedRefusals(provided: readonly string[]): Diagnostic[] {
  if (!Array.isArray(provided)) {
    return [diagnosticOf({ setting: 'provided', message: `must be a list, got ${shown(provided)}`, fix: PROVIDED_FIX })];
  }
  return provided.flatMap((entry, index) => {
    if (isProvidedEntry(entry)) return [];
    return [diagnosticOf({ setting: `provided[${index}]`, message: `must name an object, got ${shown(entry)}`, fix: PROVIDED_FIX })];
  });
}

/** The refusals of a platform, which validates its topology when it is first read. */
export function platformRefusals(platform: Destination['platform']): Diagnostic[] {
  if (!isPlatform(platform)) return [diagnosticOf(platformRefusal(platform))];
  try {
    void platform.topology;
    return [];
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    return error.diagnostics.map((diagnostic) => ({ ...diagnostic, place: { setting: `platform.${diagnostic.place.setting}` } }));
  }
}

// Seven zones for seven masters, and nodes large enough for anything.
const ANYTHING: Topology = {
  kubernetes: kubernetesVersions[0] as string,
  zones: Array.from({ length: 7 }, (_, index) => ({
    name: `zone-${index}`,
    rate: 'never',
    pools: [{ name: 'nodes', count: 5000, allocatable: { cpu: '1M', memory: '1Ei', pods: 1e9 }, rate: 'never' }],
  })),
};

/** The environment on a platform where everything fits, to find its other problems when its own platform is invalid. */
export function onAnyPlatform<D extends Destination>(environment: D): D {
  return { ...environment, platform: environment.platform.withTopology(ANYTHING) };
}
