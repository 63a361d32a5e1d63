import { zoneLabel } from '../cluster/cluster';
import { append } from '../manifests/multimap';
import type { NodeLabels } from './labels';
import type { Node } from './node';
import type { ClusterObjects } from './objects';
import type { Provider } from './providers';
import { amountsText, type Reservations } from './reserved';
import { runsControlPlane, type Shape } from './shapes';

/** What the notes at the head of the file tell of. */
interface Told {
  readonly objects: ClusterObjects;
  readonly nodes: readonly Node[];
  readonly all: readonly Node[];
  readonly provider: Provider;
  readonly labels: NodeLabels;
  readonly reservations: Reservations | undefined;
}

/** What holds for the whole file: what was read, what was left out, and what nobody said. */
export function headNotes({ objects, nodes, all, provider, labels, reservations }: Told): readonly string[] {
  const read = [counted(all.length, 'node'), ...(objects.pods.length > 0 ? [counted(objects.pods.length, 'pod')] : [])];
  return [
    `Read ${read.join(' and ')}. Provider: ${provider.name}.`,
    ...provider.notes,
    ...leftOutNotes(all),
    ...passingNotes(nodes),
    ...labelNotes(labels),
    ...reservationNotes(reservations),
    ...[...objects.others].map(([kind, count]) => `Not read: ${counted(count, 'object')} of kind ${kind}.`),
    'No object says how fast the control plane reacts: the defaults of Kubernetes hold unless you write times.',
    'No object says whether an autoscaler adds or removes nodes: a proof holds for as many as are counted here.',
  ];
}

function leftOutNotes(all: readonly Node[]): readonly string[] {
  const byReason = new Map<string, string[]>();
  for (const { name, absence } of all) if (absence !== undefined) append(byReason, absence, name);
  const lines = [...byReason].map(([reason, names]) => `Left out: ${some(names)} (${reason}).`);
  const mayReturn = [...byReason.keys()].some((reason) => /^(cordoned|not ready)/.test(reason));
  return mayReturn ? [...lines, 'When a node that is left out is back, run this again or raise its count.'] : lines;
}

function passingNotes(nodes: readonly Node[]): readonly string[] {
  const byTaint = new Map<string, string[]>();
  for (const { name, passingTaints } of nodes) for (const taint of passingTaints) append(byTaint, taint, name);
  return [...byTaint].map(([taint, names]) => `Counted without the taint ${taint}, which comes and goes: ${some(names)}.`);
}

function labelNotes({ identities, revisions }: NodeLabels): readonly string[] {
  return [
    ...(identities.length > 0 ? [`Labels left out, since they name one node: ${identities.join(', ')}.`] : []),
    ...(revisions.length > 0 ? [`Labels left out, since upgrades change them: ${revisions.join(', ')}.`] : []),
  ];
}

function reservationNotes(reservations: Reservations | undefined): readonly string[] {
  if (reservations === undefined)
    return [
      'No pods were given, so nothing is reserved for those of the system, and nodes look roomier than they are: add kubectl get pods -A -o json.',
    ];
  const { counted: system, daemonSets, others } = reservations;
  return [
    system.length > 0
      ? `Reserved on each node: ${system.join(', ')}.`
      : 'No DaemonSet of the system is among the pods, so nothing is reserved.',
    ...(daemonSets.length > 0
      ? [
          `Not reserved, since manifests that you check may contain them: the DaemonSets ${daemonSets
            .map(({ name, asks }) => `${name} (${amountsText(asks)})`)
            .join(', ')}. Add those that they don't.`,
        ]
      : []),
    ...(others.pods > 0
      ? [
          `Not reserved either: ${counted(others.pods, 'pod')} of ${some(others.namespaces)}, which ask for ${amountsText(others.asks)} in all. Add what stays beside the manifests that you check.`,
        ]
      : []),
  ];
}

/** What to know where nodes differ in operating system or architecture. */
export function mixedNotes(nodes: readonly Node[]): readonly string[] {
  const values = (label: string) => [...new Set(nodes.flatMap(({ labels }) => labels.get(label) ?? []))].sort();
  const [systems, architectures] = [values('kubernetes.io/os'), values('kubernetes.io/arch')];
  const open = nodes.filter(
    ({ labels, taints }) => labels.get('kubernetes.io/os') === 'windows' && !taints.some(({ effect }) => effect !== 'PreferNoSchedule'),
  );
  return [
    ...(systems.length > 1
      ? [
          `Nodes of ${systems.join(' and ')}: a pod without the nodeSelector kubernetes.io/os may go to either${
            open.length > 0 ? ', and no taint keeps Linux pods off the Windows nodes' : ' unless a taint keeps it off'
          }. Nines doesn't know which of them an image runs on.`,
        ]
      : []),
    ...(architectures.length > 1
      ? [
          `Nodes of ${architectures.join(' and ')}: an image has to be built for both, or its pod selects kubernetes.io/arch. Nines doesn't know which of them an image is built for.`,
        ]
      : []),
  ];
}

/** What to know about a zone. */
export function zoneNotes(
  name: string,
  isLabelled: boolean,
  othersAre: boolean,
  nodes: readonly Node[],
  provider: Provider,
): readonly string[] {
  if (!isLabelled && othersAre) {
    return [
      `Without the label ${zoneLabel}: ${some(nodes.map((node) => node.name))}. A pod that must spread over zones can't go here. Counted as a zone of its own: if these machines stand in one of the others, this is too optimistic.`,
    ];
  }
  if (!isLabelled && provider.isOneMachine) return [];
  if (!isLabelled && provider.hasZones === false) return [`${provider.name} has no zones within a region.`];
  if (!isLabelled)
    return [
      `No node has the label ${zoneLabel}, so all count as one failure domain. If they stand in several, label the nodes and run this again.`,
    ];
  if (provider.name.includes('Azure') && /^\d+$/.test(name))
    return ['A fault domain of Azure (machines that share power and network), and not an availability zone.'];
  return [];
}

/** How providers label machines that they may take back. */
const SPOT: Readonly<Record<string, RegExp>> = {
  'cloud.google.com/gke-preemptible': /^true$/,
  'cloud.google.com/gke-spot': /^true$/,
  'eks.amazonaws.com/capacityType': /^SPOT$/,
  'karpenter.sh/capacity-type': /^spot$/,
  'kubernetes.azure.com/scalesetpriority': /^spot$/,
};

const SPOT_NOTE =
  'Spot machines: the provider takes them back, several at once, far more often than machines fail. The rate does not count that: write your own.';

function isSpot({ labels }: Node): boolean {
  return Object.entries(SPOT).some(([label, value]) => value.test(labels.get(label) ?? ''));
}

/** What to know about the nodes of a pool. */
export function poolNotes({ taints, nodes }: Shape): readonly string[] {
  const isClosed = taints.some(({ effect }) => effect !== 'PreferNoSchedule');
  const kubelets = [...new Set(nodes.flatMap(({ kubelet }) => kubelet ?? []))].sort();
  return [
    ...(nodes.some(isSpot) ? [SPOT_NOTE] : []),
    ...(isClosed ? ['Only pods that tolerate its taints go here.'] : []),
    ...(!isClosed && nodes.some(runsControlPlane) ? ['The control plane runs here too, and its loss is not part of a proof.'] : []),
    ...(kubelets.length > 1 ? [`Kubelets of ${kubelets.join(' and ')}.`] : []),
  ];
}

/** What to know about the size of a pool's nodes. */
export function sizeNotes({ spread, nodes }: Shape): readonly string[] {
  if (spread === 0) return [];
  return [`The least of its ${nodes.length} nodes: they differ by up to ${(spread * 100).toPrecision(1)}%.`];
}

/** What to know about what is reserved. */
export function reservedNotes(found: ReturnType<Reservations['on']> | undefined): readonly string[] {
  return found?.differs ? ['Of the node with the most system pods: the others have less.'] : [];
}

/** Some names, and how many more. */
function some(names: readonly string[]): string {
  return names.length > 5 ? `${names.slice(0, 4).join(', ')} and ${names.length - 4} more` : names.join(', ');
}

function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
