import { amountOf } from '../../cluster/cluster';
import type { CustomPods, CustomResource, Topology } from '../../cluster/topology';
import { idOf } from '../../manifests/identity';
import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex } from '../../manifests/object-index';
import { Place } from '../../manifests/place';
import type { Path } from '../../manifests/pointer';
import type { Strategy } from '../../manifests/strategy';
import { type NodeSelection, nodeSelection } from './node-selection';
import { type Priority, priorityOf } from './priority';
import { isOfUnknownKind, podSpecsOf, type UnknownPods, unknownPodsOf } from './unknown-makers';
import type { Workload } from './workload';

/** What a topology says of the custom resources of some manifests. */
type Stated = Pick<Topology, 'customResources'>;

/** An object of an unknown kind, and what the topology says of its pods. */
interface Declared {
  readonly object: KubernetesObject;
  readonly resource: CustomResource;
}

interface Makers {
  readonly stated: Stated['customResources'];
  readonly unknown: readonly UnknownPods[];
  readonly declared: readonly Declared[];
}

const known = new WeakMap<ObjectIndex, Makers>();

/** The pods of all objects of unknown kinds, as far as something of them is not known. */
export function unknownMakersOf(index: ObjectIndex, topology: Stated): readonly UnknownPods[] {
  return makersIn(index, topology).unknown;
}

/** Whether manifests have the custom resource of a declaration. */
export function isDeclaredIn(resource: CustomResource, index: ObjectIndex): boolean {
  return index.objects.some((object) => isAbout(resource, object));
}

/** What the manifests have of objects of unknown kinds, by kind, namespace and name. */
export function namesOfCustomResources(index: ObjectIndex): ReadonlySet<string> {
  return new Set(index.objects.filter(isOfUnknownKind).map(idOf));
}

/** Whether a declaration is about an object. One without a namespace in its manifest may be in any. */
function isAbout({ group, kind, namespace = '', name }: CustomResource, object: KubernetesObject): boolean {
  const isOfGroup = group === undefined || object.apiVersion.startsWith(`${group}/`);
  return isOfUnknownKind(object) && isOfGroup && kind === object.kind && name === object.name && ['', namespace].includes(object.namespace);
}

const nothingStated: readonly CustomResource[] = [];

function makersIn(index: ObjectIndex, { customResources: stated = nothingStated }: Stated): Makers {
  const before = known.get(index);
  if (before?.stated === stated) return before;
  const unknown: UnknownPods[] = [];
  const declared: Declared[] = [];
  const objects = index.objects.filter(isOfUnknownKind);
  // Operators of several groups have kinds of one name, such as Cluster.
  const isClear = (it: CustomResource) => new Set(objects.flatMap((object) => (isAbout(it, object) ? object.type : []))).size === 1;
  const clear = stated.filter(isClear);
  for (const object of objects) {
    const resource = clear.find((it) => isAbout(it, object));
    unknown.push(...(resource ? unstatedOf({ object, resource }, index) : unknownPodsOf(object)));
    if (resource) declared.push({ object, resource });
  }
  const found = { stated, unknown, declared };
  known.set(index, found);
  return found;
}

/** Of no node: the room that declared pods take is modelled. */
const nowhere: NodeSelection = { selects: () => false, namesNodes: false, providerLabels: [] };

/** What is not known of pods that are declared: the labels of those that state none, whom their own rules keep away, and what else of them a quota counts. */
function unstatedOf({ object, resource }: Declared, index: ObjectIndex): readonly UnknownPods[] {
  const { specs, tolerations, antiAffinity } = podSpecsOf(object);
  const { kind, name } = object;
  const namespace = namespaceOf({ object, resource });
  const isCounted = index.ofType('ResourceQuota').some((quota) => namespace === '' || quota.namespace === namespace);
  const unbounded = isCounted ? ['a ResourceQuota may count volumes and limits, which are not declared'] : [];
  const shared = { kind, namespace, name, tolerations, antiAffinity, isDeclared: true, selection: nowhere, unmodelled: [], unbounded };
  const written = specs.length > 0 ? specs.map(({ labels }) => labels) : [new Map<string, string>()];
  return resource.pods.flatMap(({ labels, hostPorts }): readonly UnknownPods[] =>
    labels === undefined
      ? written.map((some) => ({ ...shared, labels: some, hasAllLabels: false, hostPorts }))
      : [{ ...shared, labels: new Map(Object.entries(labels)), hasAllLabels: true, hostPorts }],
  );
}

function namespaceOf({ object, resource }: Declared): string {
  return object.namespace || resource.namespace || '';
}

/** The pods of custom resources that the topology declares, as what takes room beside others: where they stand and how they move is their operators' to choose. */
export function customPodsOf(index: ObjectIndex, topology: Topology): readonly Workload[] {
  return makersIn(index, topology).declared.flatMap((it) => {
    const at = topology.customResources?.indexOf(it.resource) ?? 0;
    return it.resource.pods.map((pods, number) => workloadOf(it, pods, index, ['customResources', at, 'pods', number, 'requests']));
  });
}

const still: Strategy = { type: 'rolling', surge: 0, unavailable: 1 };

function workloadOf(declared: Declared, pods: CustomPods, index: ObjectIndex, path: Path): Workload {
  const { kind, name } = declared.object;
  const { tolerations } = podSpecsOf(declared.object);
  const { most, requests, labels = {}, nodeSelector = {}, hostPorts = [] } = pods;
  const protocols = ['TCP', 'UDP', 'SCTP'];
  const amounts = Object.entries(requests).map(([resource, quantity]) => [resource, amountOf(resource, quantity, path)] as const);
  const identity = { kind, namespace: namespaceOf(declared), name };
  const because = `what the operator of ${idOf(identity)} does is not modelled`;
  return {
    ...identity,
    replicas: most,
    maximum: most,
    peak: most,
    onlyGrows: false,
    labels: new Map(Object.entries(labels)),
    strategy: still,
    strategyAt: () => still,
    selection: nodeSelection(new Place({ nodeSelector })),
    tolerations,
    spreads: [],
    exclusions: [],
    hostPorts: hostPorts.length > 0,
    ports: hostPorts.flatMap((port) => protocols.map((protocol) => ({ port, protocol, address: '0.0.0.0' }))),
    repulsions: [],
    priority: priorityIn(declared, pods, index),
    bypasses: false,
    requests: { cpu: 0, memory: 0, ...Object.fromEntries(amounts) },
    storage: { pins: 'free', binding: 'WaitForFirstConsumer', provisionedFirst: false, reaches: () => true, unknown: [] },
    replacedAtOnce: false,
    startsIn: 0,
    ordered: false,
    // An operator may give them a budget that lets none go.
    budgets: [{ object: idOf(identity), allowed: 0, allowedAt: () => 0, others: [], othersKey: '' }],
    declared: { dependsOn: [], independentOf: [] },
    keepsOwnData: true,
    need: { amount: most, source: 'unknown', because },
    approximate: because,
    unmodelled: [],
    isWhollyRead: false,
    unbounded: [],
    moreRoom: [],
    obstacles: [],
    replacementsWait: false,
  };
}

/** That of the class that is declared; else any of those that the object names, and the default one. */
function priorityIn({ object }: Declared, { priorityClassName }: CustomPods, index: ObjectIndex): Priority {
  const names = priorityClassName === undefined ? [undefined, ...podSpecsOf(object).priorityClasses] : [priorityClassName];
  const found = names.map((name) => priorityOf(new Place(name === undefined ? {} : { priorityClassName: name }), index));
  return {
    least: Math.min(...found.map(({ least }) => least)),
    most: Math.max(...found.map(({ most }) => most)),
    preempts: found.some(({ preempts }) => preempts),
  };
}
