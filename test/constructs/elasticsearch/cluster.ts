import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { Elasticsearch, type ElasticsearchOptions, type ElasticsearchProps, Platform } from '../../../src';
import type { MasterQuorum } from '../../../src/constructs/elasticsearch/elasticsearch';
import type { Manifest } from '../../../src/synthesis/manifest';
import { chartOf, find, manifestsOf } from '../../objects';

const zones = ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'];
const nodes = { count: 2, cpu: Cpu.units(2), memory: Size.gibibytes(8) };

export const threeZones = Platform.aws({ kubernetes: '1.36', zones, nodes });
export const noZones = Platform.digitalOcean({ kubernetes: '1.36', region: 'fra1', nodes: { ...nodes, count: 3 } });
export const oneNode = Platform.minikube({ kubernetes: '1.36' });

const required: ElasticsearchOptions = {
  platform: threeZones,
  storageClassName: 'shop-retain',
  version: '9.5.6',
  storage: Size.gibibytes(100),
};

export const single = { accept: 'single-replica', because: 'it is a test' } as const;

/** The objects of a cluster of three masters in three zones, but for what is changed. */
export function clusterOf(change: Partial<ElasticsearchOptions & MasterQuorum> = {}): Manifest[] {
  return manifestsOf((chart) => new Elasticsearch(chart, 'search', { ...required, masters: 3, ...change }));
}

/** The objects of a cluster of one node. */
export function singleOf(change: Partial<ElasticsearchOptions> = {}): Manifest[] {
  return manifestsOf((chart) => new Elasticsearch(chart, 'search', { ...required, platform: oneNode, ...single, ...change }));
}

/** What every refusal of `refusalOf` begins with. */
export const PREFIX = "elasticsearch 'test/search': ";

/** What a cluster is refused with. Its types would refuse much of it before. */
export function refusalOf(change: Record<string, unknown>): string {
  try {
    new Elasticsearch(chartOf(), 'search', { ...required, masters: 3, ...change } as ElasticsearchProps);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return 'nothing';
}

/** A construct, for what it exposes. */
export function made(change: Partial<ElasticsearchOptions> = {}): Elasticsearch<string> {
  return new Elasticsearch(chartOf(), 'search', { ...required, masters: 3, ...change });
}

// biome-ignore lint/suspicious/noExplicitAny: a manifest's depths have no type here
export function specOf(manifests: readonly Manifest[], kind: string, name: string): any {
  return find(manifests, kind, name)['spec'];
}

// biome-ignore lint/suspicious/noExplicitAny: as above
export function podOf(manifests: readonly Manifest[]): any {
  return specOf(manifests, 'StatefulSet', 'elasticsearch').template.spec;
}

/** The container's environment: values, and for what a pod knows of itself the path in braces. */
export function environmentOf(manifests: readonly Manifest[]): Record<string, string> {
  const variables: { name: string; value?: string; valueFrom?: { fieldRef: { fieldPath: string } } }[] = podOf(manifests).containers[0].env;
  return Object.fromEntries(variables.map(({ name, value, valueFrom }) => [name, value ?? `{${valueFrom?.fieldRef.fieldPath}}`]));
}
