import type { Downtime, Risk, Topology } from '../../../src/availability';
import { judge } from '../judged';
import { spread, workload, zones } from '../manifests';

type Values = Parameters<typeof judge>[0];

/** A node lost so many times in a year: a mean uptime of 3130 h and a repair of 15 min. */
export const NODE_LOSSES = 8766 / 3130.25;

/** A zone likewise: 8766 h and 1 h. */
export const ZONE_LOSSES = 8766 / 8767;

/** Three zones of one node each, no releases and no maintenance: nothing but failures. */
export const quiet: Topology = zones([1, 1, 1], {
  plannedWork: { drainsPerYear: 0, away: '5m', source: 'test' },
  releases: { perYear: 0, failing: '0%', notice: '0s', recover: '0s', source: 'test' },
});

const container = {
  name: 'main',
  image: 'registry.example/main:1',
  ports: [{ containerPort: 80 }],
  readinessProbe: { httpGet: { port: 80 } },
};

/** Three replicas over three zones, one needed. */
export function web(more: Parameters<typeof workload>[0] = {}, ofContainer: Record<string, unknown> = {}) {
  const pod = {
    topologySpreadConstraints: [spread('zone', { matchLabelKeys: ['pod-template-hash'] })],
    containers: [{ ...container, ...ofContainer }],
  };
  return workload({ ...more, pod: { ...pod, ...more.pod } });
}

/** The Service of `web`. */
export function service(spec: Record<string, unknown> = {}, annotations: Record<string, string> = {}) {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace: 'shop', annotations },
    spec: { selector: { app: 'web' }, ports: [{ port: 80 }], ...spec },
  };
}

/** An Ingress that leads to the Service of `web`. */
export function ingress(ingressClassName: string, annotations: Record<string, string> = {}) {
  const backend = { service: { name: 'web', port: { number: 80 } } };
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'public', namespace: 'shop', annotations },
    spec: { ingressClassName, rules: [{ http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }] },
  };
}

/** What a year costs the workload `web`, or another one by name. */
export function downtimeOf(values: Values, topology = quiet, options: Parameters<typeof judge>[2] = {}, name = 'web'): Downtime {
  const found = judge(values, topology, { withoutAdvice: true, ...options }).services.find(({ service: it }) => it === name);
  if (!found) throw new Error(`no workload ${name}`);
  return found.downtime;
}

/** The row of an id. @throws where there is none or more than one */
export function row({ risks }: Downtime, id: string, of?: string): Risk {
  const found = risks.filter((it) => it.id === id && it.of === of);
  if (found.length !== 1) throw new Error(`${found.length} rows ${id} of ${risks.map((it) => `${it.id} ${it.of ?? ''}`).join(', ')}`);
  return found[0] as Risk;
}

/** The ids of all rows, without the largest first. */
export const idsOf = ({ risks }: Downtime): readonly string[] => risks.map(({ id }) => id).sort();

/** Every rate `never`. */
export function withoutFailures(topology: Topology): Topology {
  const pool = (it: Topology['zones'][number]['pools'][number]) => ({ ...it, rate: 'never' as const });
  return { ...topology, zones: topology.zones.map((zone) => ({ ...zone, rate: 'never' as const, pools: zone.pools.map(pool) })) };
}
