import { rowOf } from '../../cluster/incidents';
import type { Topology } from '../../cluster/topology';
import { type OutsideKind, outsideKinds } from '../../cluster/yearly-facts';
import { idOf } from '../../manifests/identity';
import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex } from '../../manifests/object-index';
import { behind } from '../../manifests/service';
import type { Assessment } from '../verdict/assessment';
import { controllerOf } from '../workload/entry-controllers';
import { concerns, recordFor } from './outside';
import type { NotIncluded } from './risk';
import { crossesZones } from './routes/aws';
import { isNlb } from './routes/load-balancer';
import type { Routes } from './routes/routes';

/** What the table of one service is asked about. */
interface Scope {
  readonly service: string;
  readonly chain: readonly Assessment[];
  readonly soft: readonly string[];
  readonly routes: Routes;
  readonly topology: Topology;
  readonly index: ObjectIndex;
}

/** What is outside of the cluster, in words. */
export const outsideNames: Readonly<Record<Exclude<OutsideKind, 'other'>, string>> = {
  region: 'the region',
  'load-balancer': 'the load balancer',
  dns: 'DNS',
  certificates: 'certificates and who issues them',
};

/** Every cause that the sum leaves out, so that nothing is 0 without a word. */
export function notIncluded(scope: Scope): readonly NotIncluded[] {
  const { soft, routes } = scope;
  return [
    ...undeclared(scope),
    ...interruptions(scope),
    ...controllers(scope),
    ...localTraffic(scope),
    ...emptyZones(scope),
    ...missing(scope),
    ...(routes.inside ? [] : [{ what: 'requests', because: 'no Service leads to its pods, so only its capacity is counted' }]),
    ...soft.map((it) => ({ what: it, because: 'it can do without it, or no manifest holds it' })),
    {
      what: 'the control plane, the DNS of the cluster and the storage of volumes',
      because:
        'while one of them is down, lost pods stay endpoints, names are not found, or data can not be reached; no rate of them is known',
    },
    { what: 'releases that fail', because: 'what the target leaves pays for them' },
    { what: 'overload, bugs, lost data and deleted objects', because: 'neither manifests nor a topology tell how often they come' },
  ];
}

/** Kinds of outside services of which neither the topology nor the record says anything. */
function undeclared({ service, chain, routes, topology }: Scope): readonly NotIncluded[] {
  const isReached = routes.entries.length > 0;
  const ids = chain.map(({ workload }) => idOf(workload));
  const record = recordFor(topology, ids, isReached);
  const kinds = outsideKinds.filter((kind): kind is Exclude<OutsideKind, 'other'> => kind !== 'other');
  const rate = topology.region?.rate ?? 'never';
  return kinds
    .filter((kind) => isReached || kind === 'region')
    .filter((kind) => !(kind === 'region' && rate !== 'never'))
    .filter((kind) => !record?.incidents.some((it) => rowOf(it) === kind))
    .filter((kind) => !topology.outside?.some((it) => it.kind === kind && concerns(it, service, isReached)))
    .map((kind) => {
      const untold = `the topology lists nothing of kind ${kind} under outside`;
      return kind === 'region' && losesItsOnlyZone(topology)
        ? { what: 'the region beyond its only zone, which capacity counts', because: untold }
        : { what: outsideNames[kind], because: `${untold}, so how available it is is unknown` };
    });
}

function losesItsOnlyZone({ zones }: Topology): boolean {
  return zones.length === 1 && zones[0]?.rate !== 'never';
}

/** Nodes that reboot or hang: rates of losses often count long ones only. */
function interruptions({ topology }: Scope): readonly NotIncluded[] {
  const fails = topology.zones.some(({ pools }) => pools.some(({ rate }) => rate !== 'never'));
  if (topology.nodes?.interruption !== undefined || !fails) return [];
  return [
    {
      what: 'nodes that reboot, hang or are cut off for a while',
      because: 'the topology gives no nodes.interruption, and the rates of its pools are taken to count losses until mttr',
    },
  ];
}

/** With internalTrafficPolicy Local a Service sends requests from inside of the cluster to pods of the same node only. */
function localTraffic({ service, index }: Scope): readonly NotIncluded[] {
  return localServicesOf(index)
    .filter((object) => behind(object, index).some((it) => idOf(it) === service))
    .map((object) => ({
      what: `requests through ${told(object)} on nodes without a ready pod of its own`,
      because: 'its internalTrafficPolicy is Local, so they fail whatever other nodes have; nothing tells where its clients run',
    }));
}

const localServices = new WeakMap<ObjectIndex, readonly KubernetesObject[]>();

function localServicesOf(index: ObjectIndex): readonly KubernetesObject[] {
  const known =
    localServices.get(index) ?? index.ofType('Service').filter(({ root }) => root.text('spec', 'internalTrafficPolicy') === 'Local');
  localServices.set(index, known);
  return known;
}

/** Without cross-zone load balancing an NLB's address in a zone leads to pods and nodes of that zone only. */
function emptyZones({ routes, topology }: Scope): readonly NotIncluded[] {
  if (topology.zones.length < 2) return [];
  return routes.entries
    .filter((object) => object.type === 'Service' && isNlb(object) && !crossesZones(object))
    .map((object) => ({
      what: `requests to the address of ${told(object)} in a zone that has no target left`,
      because:
        'the NLB sends them to no other zone, since nothing turns load_balancing.cross_zone.enabled on, until DNS answers without it',
    }));
}

/** Whoever acts on an Ingress or a route runs in the cluster too, and nothing in the object says where. */
function controllers({ routes, index }: Scope): readonly NotIncluded[] {
  return routes.entries
    .filter((object) => object.type !== 'Service' && controllerOf(object, index) !== 'alb')
    .map((object) => ({
      what: `the pods of the controller of ${told(object)}`,
      because: 'nothing in it names them; let the service depend on them where their manifests are at hand',
    }));
}

function told({ kind, namespace, name }: KubernetesObject): string {
  return `${kind} ${namespace}/${name}`;
}

/** Hard dependencies that no manifest holds. */
function missing({ chain, soft }: Scope): readonly NotIncluded[] {
  const known = new Set([...chain.map(({ workload }) => idOf(workload)), ...soft]);
  const named = new Set(chain.flatMap(({ workload }) => workload.declared.dependsOn.map(idOf)));
  return [...named].filter((id) => !known.has(id)).map((what) => ({ what, because: 'it can not do without it, and no manifest holds it' }));
}
