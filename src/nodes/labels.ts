import { hostnameLabel, zoneLabel } from '../cluster/cluster';
import type { Node } from './node';

/** What a node's labels say of its zone, and what of its pool. */
interface SortedLabels {
  readonly zone: ReadonlyMap<string, string>;
  readonly pool: ReadonlyMap<string, string>;
}

/** The labels of nodes, and the keys of those that are left out. */
export interface NodeLabels {
  readonly of: (node: Node) => SortedLabels;

  /** Labels that name one node and no other. */
  readonly identities: readonly string[];

  /** Labels that an upgrade changes. */
  readonly revisions: readonly string[];
}

/**
 * Labels that say which release of an image, an operating system or a template a node was made of: while an upgrade is under way they would tell apart nodes that
 * are equal to a scheduler, and no manifest can name them for long.
 *
 * Source: the labels of nodes of EKS, AKS, DigitalOcean, minikube and Node Feature Discovery.
 */
const REVISIONS = [
  /^eks\.amazonaws\.com\/(nodegroup-image|sourceLaunchTemplate(Id|Version))$/,
  /^k8s\.io\/cloud-provider-aws$/,
  /^kubernetes\.azure\.com\/(node-image-version|kubelet-serving-ca)$/,
  /^doks\.digitalocean\.com\/version$/,
  /^minikube\.k8s\.io\/(commit|updated_at|version)$/,
  /^feature\.node\.kubernetes\.io\/(kernel-version|system-os_release|cpu-)/,
  /^(plan\.upgrade\.cattle\.io|k3s\.io\/(node-config|node-env))/,
];

/** Labels that name a node by something that its object doesn't contain. */
const IDENTITIES = [/^doks\.digitalocean\.com\/node-id$/, /^csi\.volume\.kubernetes\.io\/nodeid$/, /^minikube\.k8s\.io\/primary$/];

/** Where machines stand: labels of a provider or of a storage driver. */
const PLACES = /^(topology\.|failure-domain\.)|(^|[./-])(zone|zone-id|region|location|datacenter)$/;

/** The labels that a topology's reader adds by itself. */
const IMPLIED: ReadonlyMap<string, string | undefined> = new Map([
  [hostnameLabel, undefined],
  [zoneLabel, undefined],
  ['beta.kubernetes.io/os', undefined],
  ['beta.kubernetes.io/arch', undefined],
  ['kubernetes.io/os', 'linux'],
  ['kubernetes.io/arch', 'amd64'],
]);

/** Sorts the labels of nodes. A label of a place belongs to the zone if all nodes of the zone have it with one value. */
export function labelsOf(nodes: readonly Node[], zoneOf: (node: Node) => string): NodeLabels {
  const shared = sharedPlaces(nodes, zoneOf);
  const leftOut = { identities: new Set<string>(), revisions: new Set<string>() };
  const sorted = new Map(
    nodes.map((node) => {
      const [zone, pool] = [new Map<string, string>(), new Map<string, string>()];
      for (const [key, value] of [...node.labels].sort(([one], [other]) => (one < other ? -1 : 1))) {
        if (isImplied(key, value)) continue;
        if (isIdentity(key, value, node)) leftOut.identities.add(key);
        else if (REVISIONS.some((pattern) => pattern.test(key))) leftOut.revisions.add(key);
        else if (shared.get(zoneOf(node))?.has(key)) zone.set(key, value);
        else pool.set(key, value);
      }
      return [node, { zone, pool }] as const;
    }),
  );
  return {
    of: (node) => sorted.get(node) ?? { zone: new Map(), pool: new Map() },
    identities: [...leftOut.identities].sort(),
    revisions: [...leftOut.revisions].sort(),
  };
}

function isImplied(key: string, value: string): boolean {
  return IMPLIED.has(key) && (IMPLIED.get(key) ?? value) === value;
}

/** Whether a value is the node's own name, address or id. */
function isIdentity(key: string, value: string, { identities }: Node): boolean {
  return (value !== '' && identities.includes(value)) || IDENTITIES.some((pattern) => pattern.test(key));
}

function sharedPlaces(nodes: readonly Node[], zoneOf: (node: Node) => string): ReadonlyMap<string, ReadonlySet<string>> {
  const shared = new Map<string, Map<string, string>>();
  for (const node of nodes) {
    const places = new Map([...node.labels].filter(([key]) => PLACES.test(key)));
    const before = shared.get(zoneOf(node));
    if (before === undefined) shared.set(zoneOf(node), places);
    else for (const [key, value] of before) if (places.get(key) !== value) before.delete(key);
  }
  return new Map([...shared].map(([zone, places]) => [zone, new Set(places.keys())]));
}
