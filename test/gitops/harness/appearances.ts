import type { Manifest } from '../../../src/synthesis/manifest';
import type { Cluster } from '../../cluster/harness/cluster';
import { type AnyObject, Watched } from './watched';

const WAVE = 'argocd.argoproj.io/sync-wave';

/** When an object came, and when its pods were ready: revisions of the cluster's one database, which count every write. */
interface Appearance {
  readonly came: bigint;
  readonly ready: bigint | undefined;
}

/** The order in which the objects of manifests appear on a cluster. */
export class Appearances {
  private readonly manifests: readonly Manifest[];
  private readonly seen = new Map<string, Appearance>();
  private readonly watched: Watched[] = [];

  private constructor(manifests: readonly Manifest[]) {
    this.manifests = manifests;
  }

  /** Begins before the first of them is there. */
  static async watch(cluster: Cluster, manifests: readonly Manifest[]): Promise<Appearances> {
    const appearances = new Appearances(manifests);
    const kinds = new Map(manifests.map((manifest) => [`${manifest.apiVersion} ${manifest.kind}`, manifest]));
    for (const manifest of kinds.values()) {
      const watched = await Watched.start(cluster, await pathOf(cluster, manifest));
      watched.each((object) => appearances.see(manifest.kind, object));
      appearances.watched.push(watched);
    }
    return appearances;
  }

  /** What came before something of an earlier wave was there, or before its pods were ready; a line each. */
  outOfOrder(wave = waveOf): string[] {
    return this.manifests.flatMap((later) =>
      this.manifests.filter((earlier) => wave(earlier) < wave(later)).flatMap((earlier) => this.problems(earlier, later)),
    );
  }

  async close(): Promise<void> {
    await Promise.all(this.watched.map((watched) => watched.close()));
  }

  private see(kind: string, object: AnyObject): void {
    const key = keyOf(kind, object.metadata);
    const revision = BigInt(object.metadata?.resourceVersion ?? 0);
    const { came, ready } = this.seen.get(key) ?? { came: revision, ready: undefined };
    this.seen.set(key, { came, ready: ready ?? (isReady(kind, object) ? revision : undefined) });
  }

  private problems(earlier: Manifest, later: Manifest): string[] {
    const [first, second] = [earlier, later].map((manifest) => this.seen.get(keyOf(manifest.kind, manifest.metadata)));
    if (!first || !second) return [`${inWords(first ? later : earlier)} never came`];
    if (first.came > second.came) return [`${inWords(later)} came before ${inWords(earlier)}`];
    if (first.ready === undefined || first.ready > second.came) return [`${inWords(later)} came before ${inWords(earlier)} was ready`];
    return [];
  }
}

/** The wave that it is synced in. */
export function waveOf({ metadata }: Manifest): number {
  return Number(metadata.annotations?.[WAVE] ?? 0);
}

function isReady(kind: string, { spec, status, metadata }: AnyObject): boolean {
  if (kind !== 'Deployment' && kind !== 'StatefulSet') return true;
  return status?.observedGeneration === metadata?.generation && (status?.readyReplicas ?? 0) === spec.replicas;
}

function keyOf(kind: string, metadata: { name?: string; namespace?: string } | undefined): string {
  return `${kind} ${metadata?.namespace ?? ''}/${metadata?.name}`;
}

function inWords(manifest: Manifest): string {
  return `${manifest.kind} ${manifest.metadata.name} (wave ${waveOf(manifest)})`;
}

/** Where the server has all objects of the kind. */
async function pathOf({ server }: Cluster, { apiVersion, kind }: Manifest): Promise<string> {
  const base = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const { body } = await server.call('GET', base);
  const resource = body.resources?.find((known) => known.kind === kind && !known.name.includes('/'));
  if (!resource) throw new Error(`the server knows no ${kind} in ${apiVersion}`);
  return `${base}/${resource.name}`;
}
