import { inWords } from '../../../src/manifests/identity';
import { type Manifest, objectIdentityOf } from '../../../src/synthesis/manifest';
import type { RequiredSecret } from '../../../src/synthesis/secrets';
import type { Cluster } from './cluster';
import { definitionsFor } from './custom-resources';
import { poll } from './readiness';
import { agreed } from './server';
import { until } from './until';
import { isComplete, type Workload, workloadsOf } from './workloads';

/** What was deployed, for the checks to come. */
export interface Deployed {
  readonly manifests: readonly Manifest[];
  readonly workloads: readonly Workload[];
  /** What the server disliked, each with the object's name. */
  readonly warnings: readonly string[];
}

/** Installs what the cluster must have before the application comes: the CRDs of the manifests and the platform's own classes. */
export async function prepare(cluster: Cluster, manifests: readonly Manifest[], classes: readonly Manifest[] = []): Promise<void> {
  const definitions = await definitionsFor(manifests);
  await Promise.all(
    [...definitions, ...classes].map(async (manifest) => agreed(await cluster.server.apply(manifest), inWords(objectIdentityOf(manifest)))),
  );
  await Promise.all(definitions.map((definition) => served(cluster, definition)));
}

/** Applies manifests one by one as they come, and makes the Secrets of a namespace as soon as there is one. */
export async function apply(cluster: Cluster, manifests: readonly Manifest[], secrets: readonly RequiredSecret[] = []): Promise<Deployed> {
  const warnings: string[] = [];
  for (const manifest of manifests) {
    const answer = agreed(await cluster.server.apply(manifest), inWords(objectIdentityOf(manifest)));
    warnings.push(...answer.warnings.map((warning) => `${inWords(objectIdentityOf(manifest))}: ${warning}`));
    if (manifest.kind !== 'Namespace') continue;
    for (const secret of secrets.filter(({ namespace }) => namespace === manifest.metadata.name)) {
      agreed(await cluster.server.apply(secretManifest(secret)), `Secret ${secret.name}`);
    }
  }
  return { manifests, workloads: workloadsOf(manifests), warnings };
}

/** Waits until every pod of every workload is ready. */
export async function settled(cluster: Cluster, workloads: readonly Workload[]): Promise<void> {
  await until(cluster.state, 'all workloads to be ready', () => workloads.every((workload) => isComplete(cluster.state, workload)));
}

/** A CRD that was accepted is served a moment later. */
function served(cluster: Cluster, definition: Manifest): Promise<void> {
  const { group, names, versions } = definition['spec'] as { group: string; names: { kind: string }; versions: { name: string }[] };
  const paths = versions.map(({ name }) => `/apis/${group}/${name}`);
  return poll(`${inWords(objectIdentityOf(definition))} to be served`, async () => {
    const answers = await Promise.all(paths.map((path) => cluster.server.call('GET', path)));
    return answers.some(({ body }) => body.resources?.some(({ kind }) => kind === names.kind));
  });
}

function secretManifest({ namespace, name, type, keys }: RequiredSecret): Manifest {
  const stringData = Object.fromEntries(keys.map((key) => [key, 'for-tests-only']));
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace }, type, stringData };
}
