import { type Cluster, hostnameLabel } from '../cluster/cluster';
import { customResourceId } from '../cluster/custom-resource';
import { timesOf } from '../cluster/defaults';
import type { Rate, Times, Topology } from '../cluster/topology';
import { idOf } from '../manifests/identity';
import { podsNeeded } from '../manifests/needed';
import { isNamespaced } from '../manifests/scope';
import type { Assumption } from './result';
import type { Assessment } from './verdict/assessment';
import type { Context } from './verdict/context';
import { needsNoDrain, needsTheLastToEnd } from './verdict/rollouts';
import { needsNoFailureAmidWork } from './verdict/waiting';
import { isEligible } from './workload/eligible-nodes';
import type { EntryPoint } from './workload/entry-points';
import type { Workload } from './workload/workload';

/** Everything the proof takes for granted: the topology's figures with their sources, and what the model leaves out. */
export function assumptionsOf(
  topology: Topology,
  cluster: Cluster,
  workloads: readonly Workload[],
  ways: readonly EntryPoint[],
  { assessments, index }: Pick<Context, 'assessments' | 'index'>,
): readonly Assumption[] {
  return [
    ...rates(topology),
    ...times(topology),
    ...neighbours(topology),
    ...customResources(topology),
    ...workloads.flatMap((it) => ofWorkload(it, cluster)),
    ...workloads.flatMap((it) => ofOverlaps(assessments.get(idOf(it)))),
    ...ways.flatMap(ofWayIn),
    ...namespaces(index),
    ...model(workloads),
  ];
}

function rate(what: string, given: Rate): readonly Assumption[] {
  if (given === 'never') return [{ what: `${what} failures`, value: 'never', source: 'topology' }];
  return [
    { what: `${what} mtbf`, value: given.mtbf, source: given.source },
    { what: `${what} mttr`, value: given.mttr, source: given.mttrSource ?? given.source },
  ];
}

function rates(topology: Topology): readonly Assumption[] {
  const zones = topology.zones.flatMap((zone) => [
    ...rate(`zone ${zone.name}`, zone.rate),
    ...zone.pools.flatMap((pool) => rate(`node of ${zone.name}/${pool.name}`, pool.rate)),
  ]);
  return [...zones, ...rate('region', topology.region?.rate ?? 'never'), ...rate('pod', topology.pods?.crash ?? 'never')];
}

function times(topology: Topology): readonly Assumption[] {
  return Object.entries(timesOf(topology)).map(([name, value]) => {
    const isDefault = topology.times?.[name as keyof Times] === undefined;
    return { what: name, value: String(value), source: isDefault ? 'default' : 'topology' };
  });
}

/** What else runs on the nodes, where nobody told; and the nodes that are counted on though nobody has them yet. */
function neighbours(topology: Topology): readonly Assumption[] {
  const pools = topology.zones.flatMap((zone) => zone.pools.map((pool) => ({ ...pool, name: `${zone.name}/${pool.name}` })));
  const untold = pools.filter(({ reserved }) => reserved === undefined).map(({ name }) => name);
  const which = untold.length === pools.length ? 'nodes' : `nodes of ${untold.join(', ')}`;
  const value = 'run nothing but the manifests, or allocatable leaves it out';
  const nobody = { what: which, value, source: 'default: their pools give no reserved' };
  const grown = pools.flatMap(({ name, count, autoscaling }) =>
    autoscaling
      ? [{ what: `nodes of ${name}`, value: `${count} to ${autoscaling.max}, each new one in ${autoscaling.start}`, source: 'topology' }]
      : [],
  );
  return [...(untold.length > 0 ? [nobody] : []), ...grown];
}

/** Pods whose number and requests only the topology tells, and what nobody tells of them. */
function customResources({ customResources: declared = [] }: Topology): readonly Assumption[] {
  return declared.flatMap((resource) =>
    resource.pods.map(({ most, requests }) => {
      const each = Object.entries(requests).map(([name, quantity]) => `${quantity} of ${name}`);
      const room = each.length === 0 ? 'requesting nothing' : `each requesting ${each.join(', ')}`;
      const value = `at most ${most} at a time, ${room}; no rule of theirs keeps pods of others away that the object does not have`;
      return { what: `pods of ${customResourceId(resource)}`, value, source: 'topology' };
    }),
  );
}

function ofWorkload(workload: Workload, cluster: Cluster): readonly Assumption[] {
  return [...ofNeed(workload), ...ofVolumes(workload), ...ofNodes(workload, cluster), ...ofPlacements(workload)];
}

function ofNeed(workload: Workload): readonly Assumption[] {
  const { source, because } = workload.need;
  if (source !== 'assumed' && (source !== 'derived' || workload.peak <= 1)) return [];
  const told = source === 'assumed' ? because : `derived: ${because}`;
  return [{ what: `${idOf(workload)} needed`, value: neededInWords(workload), source: told }];
}

function ofVolumes(workload: Workload): readonly Assumption[] {
  const { pins, binding, source } = workload.storage;
  const found: Assumption[] = [];
  if (source) found.push({ what: `${idOf(workload)} volumes`, value: `${pins}, ${binding}`, source });
  if (pins === 'node' || pins === 'one node')
    found.push({
      what: `${idOf(workload)} volumes of nodes`,
      value: 'a node comes back with its disks',
      source: 'such a volume is lost with its machine, as when an upgrade replaces it',
    });
  if (source)
    found.push({
      what: `${idOf(workload)} volumes on one node`,
      value: 'not limited',
      source: 'a topology does not say how many a node attaches',
    });
  return found;
}

function ofNodes(workload: Workload, cluster: Cluster): readonly Assumption[] {
  const found: Assumption[] = [];
  if (workload.requests['ephemeral-storage'] && cluster.cells.some(({ room }) => room['ephemeral-storage'] === undefined))
    found.push({
      what: `${idOf(workload)} local disk of the nodes`,
      value: 'not limited',
      source: 'the topology does not say how much they have',
    });
  const processors = processorsOf(workload, cluster);
  if (processors.length > 1)
    found.push({
      what: `${idOf(workload)} images`,
      value: `run on ${processors.join(' and ')}`,
      source: 'its pods may be bound to nodes of both',
    });
  return found;
}

function ofPlacements(workload: Workload): readonly Assumption[] {
  const found: Assumption[] = [];
  if (workload.onlyGrows)
    found.push({
      what: `${idOf(workload)} replicas`,
      value: `${workload.replicas}, the fewest`,
      source: 'its autoscaler never scales down, and more pods never hurt',
    });
  if (workload.approximate)
    found.push({ what: `${idOf(workload)} placements`, value: 'a set larger than the real one', source: workload.approximate });
  if (workload.selection.namesNodes)
    found.push({
      what: `${idOf(workload)} nodes picked by ${hostnameLabel}`,
      value: 'not applied',
      source: 'a topology has no names of nodes',
    });
  return found;
}

/** The processor architectures of the nodes that accept its pods. */
function processorsOf(workload: Workload, { cells }: Cluster): readonly string[] {
  const accepting = cells.filter((cell) => isEligible(workload, cell));
  return [...new Set(accepting.map(({ labels }) => labels.get('kubernetes.io/arch') ?? ''))].sort();
}

/** What may not happen at a time, only where it matters: a release and the last one, a drain, or a failure. */
function ofOverlaps(assessment: Assessment | undefined): readonly Assumption[] {
  if (!assessment) return [];
  const what = `${idOf(assessment.workload)} releases`;
  const wait = whyReleasesWait(assessment);
  return [
    ...(wait ? [{ what, value: 'each begins when the last rolling update has ended', source: wait }] : []),
    ...(needsNoDrain(assessment) ? [{ what, value: 'none while a node is drained', source: amidDrain }] : []),
    ...(movesWithScale(assessment.workload)
      ? [
          {
            what: `autoscaler of ${idOf(assessment.workload)}`,
            value: 'changes the number of pods only while no node is drained',
            source: amidScale,
          },
        ]
      : []),
    ...(needsNoFailureAmidWork(assessment)
      ? [{ what: `failures of ${idOf(assessment.workload)}`, value: 'none amid its releases and drains', source: amidWork }]
      : []),
  ];
}

const amidDrain = 'the next new pod may have no node but the cordoned one, whose last pods the budget keeps until it is ready';
const amidWork = 'its pods are made one after the other, and a rule may keep one out until a later one stands';
const amidScale = 'the volume of a further pod keeps it in a zone that has a node more during an upgrade, and fewer afterwards';

/** Volumes of a zone keep what an autoscaler adds where it was bound first. */
function movesWithScale({ kind, storage, peak, replicas }: Workload): boolean {
  return kind === 'StatefulSet' && storage.pins === 'zone' && peak > replicas;
}

/**
 * Pods of an unfinished release are the first that a Parallel StatefulSet removes for the next one, ready or not.
 *
 * Source: k8s.io/kubernetes v1.36.3, pkg/controller/statefulset/stateful_set_control.go, updateStatefulSet: it deletes what is of another revision before it waits for
 * what isn't ready.
 */
function whyReleasesWait(assessment: Assessment): string | undefined {
  const { kind, ordered, strategy, peak } = assessment.workload;
  if (needsTheLastToEnd(assessment)) return 'rules count the pods of one revision, while those of all fill the nodes';
  return kind === 'StatefulSet' && !ordered && strategy.type === 'rolling' && peak > 1
    ? 'with podManagementPolicy Parallel the next one removes pods while one of the last is not ready'
    : undefined;
}

/** `1 of 3`; a DaemonSet's pods follow from the nodes. */
function neededInWords({ kind, need, replicas }: Workload): string {
  const needed = kind === 'DaemonSet' ? need.amount : podsNeeded(need.amount, replicas);
  return `${needed} of ${kind === 'DaemonSet' ? 'all' : replicas}`;
}

/** Nothing in manifests says which workload is the controller of a class: it counts only where a service depends on it. */
function ofWayIn({ object, servedBy, gate }: EntryPoint): readonly Assumption[] {
  const routes = { what: object, value: 'always routes to its services', source: `${servedBy} is not judged` };
  const value = 'finds new pods healthy as they become ready, and its webhook lets pods be made';
  return gate === undefined ? [routes] : [routes, { what: object, value, source: `${gate} asks for that; its controller is not judged` }];
}

/** Where objects without a namespace are applied is told with the command: budgets and quotas beside them may concern them or not. */
function namespaces({ objects }: Context['index']): readonly Assumption[] {
  const stated = objects.filter(({ type }) => isNamespaced(type)).map(({ root }) => root.text('metadata', 'namespace') ?? '');
  const isMixed = stated.includes('') && stated.some((it) => it !== '');
  return isMixed ? [{ what: 'objects without a namespace', value: 'are applied to the namespace default', source: 'model' }] : [];
}

/** What the model leaves out, in words. */
function model(workloads: readonly Workload[]): readonly Assumption[] {
  const found = [
    {
      what: 'independence',
      value: 'zones fail independently; so do nodes of a zone that is up, and pods of a node that is up',
      source: 'model',
    },
    { what: 'changes', value: 'failures caused by changes are not part of the sum: what the target leaves pays for them', source: 'model' },
    { what: 'placement', value: 'all pods that the rules allow are bound at rest; nobody deschedules them', source: 'model' },
    { what: 'pods', value: 'become ready once they are bound', source: 'model' },
    { what: 'operators and webhooks', value: 'those outside of the manifests change, refuse, and scale no pods', source: 'model' },
  ];
  if (workloads.length > 1)
    found.push({
      what: 'dependencies',
      value: 'services need no other workloads than those listed with them',
      source: 'model',
    });
  if (workloads.some((it) => it.declared.elasticsearch))
    found.push({ what: 'Elasticsearch', value: 'every shard has all its copies before the next failure', source: 'model' });
  return found;
}
