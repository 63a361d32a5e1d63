import { patienceOf } from '../../../cluster/yearly';
import { backendsOf, routeTypes } from '../../../manifests/backends';
import { idOf } from '../../../manifests/identity';
import type { KubernetesObject } from '../../../manifests/object';
import type { ObjectIndex } from '../../../manifests/object-index';
import { parseTarget } from '../../../manifests/percentage';
import { behind } from '../../../manifests/service';
import type { Context } from '../../verdict/context';
import { entryPointsOf } from '../../workload/entry-points';
import { entryRoute } from './entry';
import { faultyShare } from './faulty';
import { declaredCheck, loadBalancerRoute } from './load-balancer';
import type { Entry } from './proxy';
import type { Route } from './route';
import { publishingRoute, serviceRoute } from './service';
import { isRedirect } from './traefik';

/** How requests reach a workload from inside of the cluster and from outside. */
export interface Routes {
  /** Through a Service; undefined where none selects its pods. */
  readonly inside?: Route;
  /** Whether all Services that select its pods publish them before they are ready, as those by which members discover each other do. */
  readonly isDiscovery?: boolean;
  /** One for each entry point and Service that lead to it. */
  readonly outside: readonly Route[];
  /** The objects of the entry points. */
  readonly entries: readonly KubernetesObject[];
}

/** What routes are read from. */
type Basis = Pick<Context, 'index' | 'topology'> & {
  readonly cluster: { readonly times: Pick<Context['cluster']['times'], 'nodeMonitorGrace'> };
};

const nothing: Routes = { outside: [], entries: [] };

/** The routes to each workload by kind, namespace and name. Read once, so that all of them together stay linear. */
export function routesOf({ index, topology, cluster }: Basis): (workload: string) => Routes {
  const services = new Named();
  for (const service of index.ofType('Service')) for (const it of behind(service, index)) services.add(idOf(it), service);
  const entries = new Named();
  for (const { object, workloads } of entriesOf(index)) for (const it of workloads) entries.add(it, object);
  const through = serviceRoute(topology, cluster.times.nodeMonitorGrace);
  const patience = patienceOf(topology);
  // A declared load balancer stands before every controller that isn't one itself; its check is the provider's own business.
  const balancers = topology.outside?.filter(({ kind, availability }) => kind === 'load-balancer' && parseTarget(availability) !== 1) ?? [];
  const check = declaredCheck(balancers);
  const front = balancers.length > 0 ? { front: check } : {};
  const known = new Map<string, Routes>();
  const routesTo = (workload: string): Routes => {
    const own = services.of(workload);
    if (own.length === 0) return nothing;
    const objects = entries.of(workload);
    const isDiscovery = own.every(publishesAll);
    const inside = isDiscovery ? publishingRoute(through) : through;
    // What is only redirected reaches no pod.
    const leading = objects.filter((object) => !isRedirect(object, index));
    const outside = leading.flatMap((object) =>
      object.type === 'Service'
        ? [loadBalancerRoute(object, inside, check)]
        : servedBy(object, own).map((service) => throughEntry({ object, service, index, inside, patience, ...front })),
    );
    return { inside, isDiscovery, outside, entries: objects };
  };
  return (workload) => {
    const routes = known.get(workload) ?? routesTo(workload);
    known.set(workload, routes);
    return routes;
  };
}

function throughEntry(entry: Entry): Route {
  return { ...entryRoute(entry), faulty: faultyShare(entry) };
}

/** The objects that concern each workload. Of several with one identity the cluster has one: the last. */
class Named {
  private readonly byWorkload = new Map<string, Map<string, KubernetesObject>>();

  add(workload: string, object: KubernetesObject): void {
    const objects = this.byWorkload.get(workload) ?? new Map<string, KubernetesObject>();
    this.byWorkload.set(workload, objects.set(idOf(object), object));
  }

  of(workload: string): readonly KubernetesObject[] {
    return [...(this.byWorkload.get(workload)?.values() ?? [])];
  }
}

/** Whether pods that aren't ready are endpoints too. */
function publishesAll({ root }: KubernetesObject): boolean {
  return root.at('spec', 'publishNotReadyAddresses').value === true;
}

/** NodePorts have no load balancer: whoever uses them is unknown. */
function entriesOf(index: ObjectIndex): readonly { readonly object: KubernetesObject; readonly workloads: readonly string[] }[] {
  const objects = new Map(
    index.objects
      .filter(({ type, root }) => type !== 'Service' || root.text('spec', 'type') === 'LoadBalancer')
      .filter(({ type }) => type === 'Service' || type === 'Ingress.networking.k8s.io' || routeTypes.includes(type))
      .map((object) => [idOf(object), object]),
  );
  return entryPointsOf(index).flatMap(({ object, workloads }) => {
    const found = objects.get(object);
    return found ? [{ object: found, workloads }] : [];
  });
}

/** Of a workload's Services those that an entry point names. */
function servedBy(object: KubernetesObject, services: readonly KubernetesObject[]): readonly KubernetesObject[] {
  const names = new Set(backendsOf(object).map(({ namespace, name }) => `${namespace}/${name}`));
  return services.filter(({ namespace, name }) => names.has(`${namespace}/${name}`));
}
