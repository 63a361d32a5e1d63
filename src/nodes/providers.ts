import { NODE_RATE, ZONE_RATE } from '../cluster/rates';
import type { Rate } from '../cluster/topology';
import type { OutsideService } from '../cluster/yearly-facts';
import { awsOutside, eksNodeRate } from '../platform/aws';
import { digitalOceanOutside } from '../platform/digital-ocean';
import { googleOutside } from '../platform/google';
import { minikubeOutside } from '../platform/minikube';
import type { Node } from './node';

/** Who runs the machines, and how often they fail. */
export interface Provider {
  /** Such as `Amazon EKS`. */
  readonly name: string;
  readonly nodeRate: Rate;
  readonly zoneRate: Rate;
  readonly outside: readonly OutsideService[];

  /** Whether all nodes run on one machine. */
  readonly isOneMachine?: boolean;

  /** Whether a region has several zones. @default it may have */
  readonly hasZones?: boolean;

  /** What the file should say about them. */
  readonly notes: readonly string[];
}

/** What is known of a provider before its nodes are. */
interface Known {
  /** The scheme of `spec.providerID`. */
  readonly scheme: string;
  readonly name: string;

  /** What only nodes of this product have, where its scheme says no more than the cloud: a label, or the version of its kubelets. */
  readonly label?: RegExp;
  readonly kubelet?: RegExp;
  /** @default that of any machine */
  readonly nodeRate?: Rate;
  readonly outside?: (zones: readonly string[]) => readonly OutsideService[];

  readonly isOneMachine?: boolean;
  readonly hasZones?: boolean;
}

/** The first that fits. */
const KNOWN: readonly Known[] = [
  {
    scheme: 'aws',
    name: 'Amazon EKS',
    label: /^(eks\.amazonaws\.com|alpha\.eksctl\.io)\//,
    kubelet: /-eks-/,
    nodeRate: eksNodeRate,
    outside: awsOutside,
  },
  { scheme: 'aws', name: 'Amazon EC2', outside: awsOutside },
  {
    scheme: 'gce',
    name: 'Google Kubernetes Engine',
    label: /^cloud\.google\.com\/gke-/,
    kubelet: /-gke\./,
    outside: googleOutside,
  },
  { scheme: 'gce', name: 'Google Compute Engine', outside: googleOutside },
  { scheme: 'azure', name: 'Azure Kubernetes Service', label: /^kubernetes\.azure\.com\/cluster$/ },
  { scheme: 'azure', name: 'Azure' },
  { scheme: 'digitalocean', name: 'DigitalOcean Kubernetes', outside: () => digitalOceanOutside, hasZones: false },
  {
    scheme: '',
    name: 'minikube',
    label: /^minikube\.k8s\.io\/name$/,
    outside: () => minikubeOutside,
    isOneMachine: true,
  },
  { scheme: 'kind', name: 'kind', isOneMachine: true },
  { scheme: 'docker', name: 'Cluster API on Docker', isOneMachine: true },
  { scheme: 'kwok', name: 'KWOK' },
  { scheme: 'k3s', name: 'K3s' },
  { scheme: 'rke2', name: 'RKE2' },
  { scheme: 'eks-hybrid', name: 'machines of your own in Amazon EKS' },
  { scheme: 'exoscale', name: 'Exoscale' },
  { scheme: 'hcloud', name: 'Hetzner Cloud' },
  { scheme: 'ibm', name: 'IBM Cloud' },
  { scheme: 'linode', name: 'Akamai (Linode)' },
  { scheme: 'metal3', name: 'Metal3' },
  { scheme: 'nutanix', name: 'Nutanix' },
  { scheme: 'openstack', name: 'OpenStack' },
  { scheme: 'scaleway', name: 'Scaleway' },
  { scheme: 'vsphere', name: 'vSphere' },
  { scheme: 'vultr', name: 'Vultr' },
];

/** A zone of several nodes that is one machine: the machine's rate. */
const ONE_MACHINE_RATE: Rate = { ...NODE_RATE, source: NODE_RATE.source.replace('as often', 'the machine fails as often') };

/** Recognizes the provider of nodes by `spec.providerID` and labels. */
export function providerOf(nodes: readonly Node[], zones: readonly string[]): Provider {
  const found = [...new Set(nodes.map(knownOf))];
  const [known] = found;
  if (found.length > 1) return severalProviders(found);
  if (known === undefined) return unknownProvider(nodes[0]?.providerId);
  const isOneMachine = known.isOneMachine ?? isInContainers(nodes);
  const { name, nodeRate = NODE_RATE } = known;
  return {
    name,
    nodeRate,
    zoneRate: isOneMachine ? (nodes.length === 1 ? 'never' : ONE_MACHINE_RATE) : ZONE_RATE,
    outside: known.outside?.(zones) ?? [],
    isOneMachine,
    hasZones: known.hasZones,
    notes: [
      ...(isOneMachine ? ['All nodes run on one machine, and fail with it.'] : []),
      `How often nodes of ${name} fail is an assumption: nobody publishes it.`,
      ...(known.outside?.(zones).length ? [] : [NO_COMMITMENT]),
    ],
  };
}

const NO_COMMITMENT =
  "What is outside of the cluster (the region, load balancers, DNS) isn't stated: write under 'outside' what your provider commits itself to.";

function knownOf({ providerId, labels, kubelet = '' }: Node): Known | undefined {
  const scheme = /^([^:/]+):/.exec(providerId)?.[1] ?? '';
  const keys = [...labels.keys()];
  return KNOWN.filter((known) => known.scheme === scheme).find(
    (known) => known.label === undefined || known.kubelet?.test(kubelet) || keys.some((key) => known.label?.test(key)),
  );
}

/** k3d runs K3s in containers, and says so in the names of nodes alone. */
function isInContainers(nodes: readonly Node[]): boolean {
  return nodes.every(({ providerId }) => providerId.startsWith('k3s://k3d-'));
}

function unknownProvider(providerId = ''): Provider {
  const why = providerId === '' ? 'nodes have no spec.providerID' : `spec.providerID '${providerId}' is of none that nines knows`;
  return {
    name: 'unknown',
    nodeRate: NODE_RATE,
    zoneRate: ZONE_RATE,
    outside: [],
    notes: [`The provider is unknown (${why}): the rates of nodes are an assumption.`, NO_COMMITMENT],
  };
}

function severalProviders(found: readonly (Known | undefined)[]): Provider {
  const names = found.map((known) => known?.name ?? 'unknown').sort();
  return {
    name: names.join(', '),
    nodeRate: NODE_RATE,
    zoneRate: ZONE_RATE,
    outside: [],
    notes: [`The nodes are of several providers (${names.join(', ')}): the rates of nodes are an assumption.`, NO_COMMITMENT],
  };
}
