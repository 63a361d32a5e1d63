import { ApiObject, type Chart } from 'cdk8s';
import { annotation, elasticsearchRoles } from '../../manifests/annotations';
import { backendsOf } from '../../manifests/backends';
import { neededIn, podsNeeded } from '../../manifests/needed';
import type { KubernetesObject } from '../../manifests/object';
import { indexOf, type ObjectIndex, type WorkloadResource } from '../../manifests/object-index';
import { parseTarget } from '../../manifests/percentage';
import { scaleOf } from '../../manifests/scale';
import type { PublicService } from '../parts/request-counts';

/** A workload that alerts are about. */
export interface WatchedWorkload {
  readonly kind: 'Deployment' | 'StatefulSet';
  readonly namespace: string;
  readonly name: string;

  /** The pods that always run, and how many of them carry the full load. */
  readonly replicas: number;
  readonly needed: number;

  /** The promised availability as a fraction, undefined if it promises none. */
  readonly target?: number;

  /** Whether it is a set of Elasticsearch nodes. */
  readonly isElasticsearch: boolean;

  /** Its public Services, empty if only other workloads connect to it. */
  readonly publicServices: readonly PublicService[];
}

/** What alerts and dashboards of an application are about. */
export interface Watched {
  readonly namespace: string;
  readonly workloads: readonly WatchedWorkload[];

  /** The names of the Certificates that cert-manager renews. */
  readonly certificates: readonly string[];
}

/** What is read. Other kinds may be made of what is watched themselves, and would render forever. */
const KINDS = new Set(['Deployment', 'StatefulSet', 'Service', 'HorizontalPodAutoscaler', 'Ingress', 'HTTPRoute', 'Certificate']);

/** Reads what there is to watch from the objects of a chart, so that a new workload is watched without another line. */
export function watchedIn(chart: Chart, namespace: string): Watched {
  const objects = chart.node.findAll().filter((it): it is ApiObject => ApiObject.isApiObject(it) && KINDS.has(it.kind));
  const index = indexOf(objects.map((object) => ({ value: object.toJson() })));
  const workloads = index.objects.flatMap((object) => {
    const workload = object.namespace === namespace ? index.workload(object) : undefined;
    return workload ? watchedWorkload(workload, index) : [];
  });
  const certificates = index.ofType('Certificate.cert-manager.io').map(({ name }) => name);
  return { namespace, workloads, certificates };
}

function watchedWorkload(workload: WorkloadResource, index: ObjectIndex): readonly WatchedWorkload[] {
  const { kind, namespace, name, annotations } = workload;
  const replicas = scaleOf(workload, index.autoscalersOf(workload))?.replicas;
  const needed = neededIn(annotations.get(annotation.needed) ?? '');
  if ((kind !== 'Deployment' && kind !== 'StatefulSet') || replicas === undefined || needed === undefined) return [];
  const target = annotations.get(annotation.target);
  return [
    {
      kind,
      namespace,
      name,
      replicas,
      needed: podsNeeded(needed, replicas),
      target: target === undefined ? undefined : parseTarget(target),
      isElasticsearch: elasticsearchRoles(annotations) !== undefined,
      publicServices: publicServicesOf(workload, index),
    },
  ];
}

function publicServicesOf(workload: WorkloadResource, index: ObjectIndex): readonly PublicService[] {
  const services = index
    .ofType('Service')
    .filter(({ namespace, root }) => index.pods.select(namespace, { matchLabels: root.at('spec', 'selector').value }).includes(workload));
  return services.map((service) => publicService(service, index)).filter(({ ports }) => ports.length > 0);
}

function publicService({ namespace, name }: KubernetesObject, index: ObjectIndex): PublicService {
  const isOwn = (backend: { readonly name: string; readonly namespace: string }) =>
    backend.name === name && backend.namespace === namespace;
  const entries = index.objects.filter((object) => backendsOf(object).some(isOwn));
  const ports = entries.flatMap((entry) => backendsOf(entry).filter(isOwn)).map(({ port }) => String(port.value));
  const routes = entries.filter(({ kind }) => kind === 'HTTPRoute');
  return {
    namespace,
    name,
    ports: [...new Set(ports)],
    ingresses: entries.filter(({ kind }) => kind === 'Ingress').map((entry) => entry.name),
    rules: routes.flatMap((route) => rulesTo(name, route)),
  };
}

/** The rules of a route that send requests to a Service. */
function rulesTo(service: string, { root, name }: KubernetesObject): PublicService['rules'] {
  return root
    .items('spec', 'rules')
    .flatMap((rule, index) => (rule.items('backendRefs').some((it) => it.text('name') === service) ? [{ route: name, index }] : []));
}
