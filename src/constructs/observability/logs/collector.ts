import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { bytesOf } from '../../parts/amount';
import { contradicts } from '../../parts/exempt';
import { kubeObject } from '../../parts/kube-object';
import { type Identity, podLabels } from '../../parts/labels';
import { namespaceOf } from '../../parts/namespace';
import { restrictedContainer } from '../../parts/pod-security';
import { type Resources, resourceRequirements } from '../../parts/resources';
import type { SecretKey } from '../../parts/secret-key';
import { AUTHORITY, HEALTH_PORT, METRICS_PORT, POD_LOGS, STATE } from './collector-config';

/** What the collector's pods are made with. */
export interface Collector {
  readonly image: string;
  readonly resources: Resources;

  /** The ConfigMap with its configuration, in the key `collector.yaml`. */
  readonly configMap: string;
  readonly priorityClass: string;
  readonly authorization?: SecretKey;
  readonly certificateAuthority?: SecretKey;
  readonly isScraped: boolean;
}

/** Go collects garbage before the kernel kills it. */
const HEAP_SHARE = 0.8;
const CONFIG = '/etc/otelcol';

/** The name of the port of its metrics. */
export const METRICS_NAME = 'metrics';

/**
 * The collector on each node. It runs as root, to whom the logs of containers belong, without capabilities: of the node it reads the folder of the logs and writes a folder of its
 * own.
 */
export function collector(scope: Construct, identity: Identity, props: Collector): k8s.KubeDaemonSet {
  const object = kubeObject(k8s.KubeDaemonSet, scope, 'daemon-set', {
    metadata: { name: identity.name, namespace: namespaceOf(scope), labels: identity.labels },
    spec: {
      selector: { matchLabels: identity.selector },
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: k8s.IntOrString.fromNumber(1) } },
      template: { metadata: { labels: podLabels(scope, identity) }, spec: podSpec(identity, props, namespaceOf(scope)) },
    },
  });
  return contradicts(object, [
    'cpuLimit',
    'pullPolicy',
    'exporterTag',
    'apiToken',
    'nodeLogs',
    ...(props.authorization ? (['secretInEnv'] as const) : []),
  ]);
}

function podSpec(identity: Identity, props: Collector, namespace: string): k8s.PodSpec {
  const { priorityClass, configMap, certificateAuthority: authority } = props;
  return {
    serviceAccountName: identity.name,
    automountServiceAccountToken: true,
    enableServiceLinks: false,
    priorityClassName: priorityClass,
    // Logs of every node, a tainted one's too.
    tolerations: [{ operator: 'Exists' }],
    securityContext: { runAsUser: 0, runAsGroup: 0, seccompProfile: { type: 'RuntimeDefault' } },
    terminationGracePeriodSeconds: 30,
    containers: [container(identity, props)],
    volumes: [
      { name: 'config', configMap: { name: configMap } },
      ...(authority
        ? [{ name: 'authority', secret: { secretName: authority.secret, items: [{ key: authority.key, path: authority.key }] } }]
        : []),
      { name: 'logs', hostPath: { path: POD_LOGS, type: 'Directory' } },
      // On the node's disk, so that a new pod goes on where the old one was. Another application has its own.
      { name: 'state', hostPath: { path: `${STATE}/${namespace}`, type: 'DirectoryOrCreate' } },
    ],
  };
}

function container({ name }: Identity, { image, resources, authorization, certificateAuthority, isScraped }: Collector): k8s.Container {
  const field = (variable: string, fieldPath: string) => ({ name: variable, valueFrom: { fieldRef: { fieldPath } } });
  const { requests, limits } = resourceRequirements(resources);
  const disk = { 'ephemeral-storage': k8s.Quantity.fromString('64Mi') };
  const port = k8s.IntOrString.fromString('health');
  return {
    name,
    image,
    imagePullPolicy: 'IfNotPresent',
    args: [`--config=${CONFIG}/collector.yaml`],
    env: [
      field('NODE_NAME', 'spec.nodeName'),
      field('POD_IP', 'status.podIP'),
      { name: 'GOMEMLIMIT', value: String(Math.floor((bytesOf(resources.memory) ?? 0) * HEAP_SHARE)) },
      ...(authorization
        ? [{ name: 'AUTHORIZATION', valueFrom: { secretKeyRef: { name: authorization.secret, key: authorization.key } } }]
        : []),
    ],
    ports: [{ name: 'health', containerPort: HEALTH_PORT }, ...(isScraped ? [{ name: METRICS_NAME, containerPort: METRICS_PORT }] : [])],
    resources: { requests: { ...requests, ...disk }, limits: { ...limits, ...disk } },
    readinessProbe: { httpGet: { path: '/', port }, periodSeconds: 10, timeoutSeconds: 5 },
    livenessProbe: { tcpSocket: { port }, periodSeconds: 30, failureThreshold: 5, initialDelaySeconds: 30 },
    securityContext: restrictedContainer(),
    volumeMounts: [
      { name: 'config', mountPath: CONFIG, readOnly: true },
      ...(certificateAuthority ? [{ name: 'authority', mountPath: AUTHORITY, readOnly: true }] : []),
      { name: 'logs', mountPath: POD_LOGS, readOnly: true },
      { name: 'state', mountPath: STATE },
    ],
  };
}
