import { type Chart, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import {
  Elasticsearch,
  type EntryClass,
  type Manifest,
  MONITORING_LOGIN,
  Observability,
  type ObservabilityOptions,
  Platform,
  PublicIngress,
  WebService,
} from '../../../src';
import { manifestsOf } from '../../objects';

/** A rule as a PrometheusRule has it. */
export interface WrittenRule {
  readonly alert?: string;
  readonly record?: string;
  readonly expr: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

const resources = { cpu: Cpu.millis(100), memory: Size.mebibytes(128) };

/** A backend with a target of 99.9%, an Elasticsearch, and what observes them, behind an entry point. @param other the name of another public service */
export function observed(ingress: EntryClass, options: ObservabilityOptions, other?: string): Manifest[] {
  return manifestsOf((chart) => observe(chart, ingress, options, other));
}

/** The same in a chart. */
export function observe(chart: Chart, ingress: EntryClass, options: ObservabilityOptions, other?: string): Observability {
  const nodes = { count: 3, cpu: Cpu.units(4), memory: Size.gibibytes(16) };
  const platform = Platform.digitalOcean({ kubernetes: '1.36', region: 'fra1', nodes, ingress });
  const elasticsearch = new Elasticsearch(chart, 'elasticsearch', {
    platform,
    version: '9.5.6',
    storageClassName: 'standard',
    masters: 3,
    storage: Size.gibibytes(50),
    availability: '99.9%',
    logins: { exporter: MONITORING_LOGIN },
  });
  const backend = new WebService(chart, 'backend', {
    platform,
    name: 'backend',
    image: 'registry.example/backend:1.0.0',
    ports: { api: 8080, admin: 9090 },
    metrics: { port: 'admin' },
    replicas: 3,
    needed: 2,
    resources,
    availability: '99.9%',
  });
  const image = 'registry.example/other:1.0.0';
  const second = other && new WebService(chart, other, { platform, name: other, image, ports: { api: 8080 }, replicas: 3, resources });
  const routes = [{ path: '/', to: backend.ports.api }, ...(second ? [{ path: '/other', to: second.ports.api }] : [])];
  new PublicIngress(chart, 'ingress', {
    platform,
    routes,
    hosts: ['shop.example'],
    tls: ingress.certificates === 'secret' ? { clusterIssuer: 'acme' } : { certificateArn: 'discover' },
  });
  return new Observability(chart, 'observability', {
    ...options,
    platform,
    scraped: [backend.metrics],
    elasticsearch: elasticsearch.logins.exporter,
  });
}

/** The spec of the PrometheusRule. */
export function ruleSpec(manifests: readonly Manifest[]): {
  readonly groups: readonly { readonly name: string; readonly rules: readonly WrittenRule[] }[];
} {
  const rule = manifests.find(({ kind }) => kind === 'PrometheusRule');
  if (!rule) throw new Error('there is no PrometheusRule');
  return rule['spec'] as ReturnType<typeof ruleSpec>;
}
