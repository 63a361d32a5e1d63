import { ApiObject, JsonPatch, Size } from 'cdk8s';
import { Cpu, k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import type { Accept } from './accept';
import { annotationsOf } from './annotations';
import { type Identity, identityOf } from './labels';
import { namespaceOf } from './namespace';
import type { Platform } from './platform';
import { restrictedContainer, restrictedPod } from './pod-security';
import { refuse } from './refuse';
import { type Resources, requireFit, resourceRequirements } from './resources';
import { spreadOver } from './spread';

/** Three or more masters, of which a minority may fail, or a single one with a reason. */
export type Masters = MasterQuorum | SingleMaster;

/** A cluster that survives the loss of a minority of its masters. */
export interface MasterQuorum {
  /** How many nodes can be elected: an odd number, for a majority. Each of them holds data as well. */
  readonly masters: 3 | 5 | 7;

  readonly accept?: never;
  readonly because?: never;
}

/** One node: a single point of failure, on purpose. */
export interface SingleMaster extends Accept<'single-replica'> {
  readonly masters?: never;
}

/** What an Elasticsearch cluster needs: these, and how many masters. */
export type ElasticsearchProps = ElasticsearchOptions & Masters;

/** What an Elasticsearch cluster needs beside how many masters. */
export interface ElasticsearchOptions {
  /** Where it runs. */
  readonly platform: Platform;

  /** The StorageClass of its volumes. */
  readonly storageClassName: string;

  /** Its version, 8.19 or 9.x. */
  readonly version: string;

  /** The size of each node's volume. It may grow later, never shrink. */
  readonly storage: Size;

  /**
   * What each node asks for. Elasticsearch takes half of the memory for its heap and leaves the rest to the file system's cache.
   *
   * @default half a processor, 2 GiB
   */
  readonly resources?: Resources;

  /**
   * The availability that it promises, such as `99.95%`.
   *
   * @default none
   */
  readonly availability?: string;
}

/** What others need to connect to it. */
export interface ElasticsearchHttp {
  /** Its URL inside the cluster. */
  readonly url: string;

  /** The workload behind it, as `Kind/name`. */
  readonly workload: string;
}

const DEFAULT_RESOURCES: Resources = { cpu: Cpu.millis(500), memory: Size.gibibytes(2) };
const HTTP = 9200;
const TRANSPORT = 9300;
const UID = 1000;
const DATA = '/usr/share/elasticsearch/data';

/** An Elasticsearch cluster: a StatefulSet with a volume for each node, a headless Service for discovery and a Service `elasticsearch` for clients. */
export class Elasticsearch extends Construct {
  /** Where clients connect. */
  readonly http: ElasticsearchHttp;

  constructor(scope: Construct, id: string, props: ElasticsearchProps) {
    super(scope, id);
    const masters = mastersOf(this, props);
    const resources = props.resources ?? DEFAULT_RESOURCES;
    requireFit(this, props.platform, resources);

    const identity = identityOf('elasticsearch');
    headlessService(this, identity);
    clientService(this, identity);
    if (masters > 1) disruptionBudget(this, identity);
    statefulSet(this, identity, props, masters, resources);

    this.http = { url: `http://${identity.name}:${HTTP}`, workload: `StatefulSet/${identity.name}` };
  }
}

function mastersOf(construct: Construct, props: Masters): number {
  if (props.accept !== undefined) return 1;
  const masters: number = props.masters;
  if (masters === 1) refuse(construct, "1 master is a single point of failure; say accept: 'single-replica' and because, or use 3, 5 or 7");
  if (masters % 2 === 0) refuse(construct, `masters must be odd to form a quorum, got ${masters}; use 3, 5 or 7`);
  if (![3, 5, 7].includes(masters)) refuse(construct, `masters must be 3, 5 or 7, got ${masters}`);
  return masters;
}

function headlessName(identity: Identity): string {
  return `${identity.name}-nodes`;
}

function headlessService(scope: Construct, identity: Identity): k8s.KubeService {
  return new k8s.KubeService(scope, 'nodes', {
    metadata: { name: headlessName(identity), namespace: namespaceOf(scope), labels: identity.labels },
    spec: {
      clusterIp: 'None',
      // Nodes find each other before any of them is ready.
      publishNotReadyAddresses: true,
      selector: identity.selector,
      ports: [{ name: 'transport', port: TRANSPORT }],
    },
  });
}

function clientService(scope: Construct, identity: Identity): k8s.KubeService {
  return new k8s.KubeService(scope, 'http', {
    metadata: { name: identity.name, namespace: namespaceOf(scope), labels: identity.labels },
    spec: { selector: identity.selector, ports: [{ name: 'http', port: HTTP, targetPort: k8s.IntOrString.fromString('http') }] },
  });
}

function disruptionBudget(scope: Construct, identity: Identity): k8s.KubePodDisruptionBudget {
  return new k8s.KubePodDisruptionBudget(scope, 'budget', {
    metadata: { name: identity.name, namespace: namespaceOf(scope), labels: identity.labels },
    spec: {
      maxUnavailable: k8s.IntOrString.fromNumber(1),
      selector: { matchLabels: identity.selector },
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
    },
  });
}

function settings(scope: Construct, identity: Identity, masters: number): k8s.EnvVar[] {
  const names = Array.from({ length: masters }, (_, index) => `${identity.name}-${index}`);
  const discovery =
    masters === 1
      ? { 'discovery.type': 'single-node' }
      : { 'discovery.seed_hosts': headlessName(identity), 'cluster.initial_master_nodes': names.join(',') };
  const all = {
    'cluster.name': namespaceOf(scope),
    'network.host': '0.0.0.0',
    'node.roles': 'master,data,ingest',
    'node.store.allow_mmap': 'false',
    'xpack.security.enabled': 'false',
    ...discovery,
  };
  return Object.entries(all).map(([name, value]) => ({
    name: `ES_SETTING_${name.toUpperCase().replaceAll('_', '__').replaceAll('.', '_')}`,
    value,
  }));
}

function statefulSet(scope: Construct, identity: Identity, props: ElasticsearchProps, masters: number, resources: Resources): ApiObject {
  const accept = props.accept && { accept: props.accept, because: props.because };
  const facts = { needed: Math.floor(masters / 2) + 1, availability: props.availability, accept };
  const manifest = k8s.KubeStatefulSet.manifest({
    metadata: { name: identity.name, namespace: namespaceOf(scope), labels: identity.labels, annotations: annotationsOf(facts) },
    spec: {
      serviceName: headlessName(identity),
      replicas: masters,
      // Pod 0 would wait for a quorum that is never started.
      podManagementPolicy: 'Parallel',
      selector: { matchLabels: identity.selector },
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
      template: {
        metadata: { labels: identity.labels },
        spec: {
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          securityContext: restrictedPod(UID),
          terminationGracePeriodSeconds: 180,
          topologySpreadConstraints: masters > 1 ? spreadOver(props.platform, identity.selector) : undefined,
          containers: [container(scope, identity, props, masters, resources)],
          volumes: [{ name: 'tmp', emptyDir: {} }],
        },
      },
      volumeClaimTemplates: [claimTemplate(props)],
    },
  });
  // What the API server would fill in is written out, else Argo CD sees a difference for ever (argo-cd#11143). A KubeStatefulSet drops both
  // fields, even from a patch: hence its manifest in an ApiObject.
  const object = new ApiObject(scope, 'stateful-set', manifest);
  object.addJsonPatch(
    JsonPatch.add('/spec/volumeClaimTemplates/0/apiVersion', 'v1'),
    JsonPatch.add('/spec/volumeClaimTemplates/0/kind', 'PersistentVolumeClaim'),
  );
  return object;
}

function container(scope: Construct, identity: Identity, props: ElasticsearchProps, masters: number, resources: Resources): k8s.Container {
  return {
    name: identity.name,
    image: `docker.elastic.co/elasticsearch/elasticsearch:${props.version}`,
    env: [{ name: 'ES_SETTING_NODE_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }, ...settings(scope, identity, masters)],
    ports: [
      { name: 'http', containerPort: HTTP },
      { name: 'transport', containerPort: TRANSPORT },
    ],
    resources: resourceRequirements(resources),
    readinessProbe: { tcpSocket: { port: k8s.IntOrString.fromString('http') }, periodSeconds: 5 },
    startupProbe: { tcpSocket: { port: k8s.IntOrString.fromString('http') }, periodSeconds: 10, failureThreshold: 60 },
    securityContext: { ...restrictedContainer(), readOnlyRootFilesystem: false },
    volumeMounts: [
      { name: 'data', mountPath: DATA },
      { name: 'tmp', mountPath: '/tmp' },
    ],
  };
}

function claimTemplate(props: ElasticsearchOptions): k8s.KubePersistentVolumeClaimProps {
  return {
    metadata: { name: 'data' },
    spec: {
      accessModes: ['ReadWriteOnce'],
      volumeMode: 'Filesystem',
      storageClassName: props.storageClassName,
      resources: { requests: { storage: k8s.Quantity.fromString(props.storage.asString()) } },
    },
  };
}
