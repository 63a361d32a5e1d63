import { JsonPatch } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { annotationsOf, type ServiceFacts } from '../../manifests/annotations';
import { contradicts } from '../parts/exempt';
import type { ExemptionName } from '../parts/exemptions';
import { kubeObject } from '../parts/kube-object';
import { type Identity, podLabels } from '../parts/labels';
import { namespaceOf } from '../parts/namespace';
import { restrictedPod } from '../parts/pod-security';
import type { ReplicaCount } from '../parts/replication';
import { workloadIdentityLabels } from '../parts/service-account';
import { spreadOver } from '../parts/spread';
import { container } from './container';
import { holdsSecret } from './env';
import type { WebServiceOptions } from './props';
import { shutdownOf } from './shutdown';
import { mountedVolumes } from './volumes';

const UID = 10001;
// Proxies learn of a new endpoint within two seconds; until then the pod that it replaces stays.
const MIN_READY_SECONDS = 5;
// Startup may take two minutes, and pulling the image or adding a node as long again.
const PROGRESS_DEADLINE_SECONDS = 300;
// The revisions that `kubectl rollout undo` can return to.
const REVISIONS = 5;
// A dead node is detected after 50 seconds. Another 30 tolerate a restarting kubelet; Kubernetes' default of 300 is an outage.
const DEAD_NODE_SECONDS = 30;

/** The Deployment. A rollout adds one pod, waits until it is ready, and then removes one. */
export function deployment(
  scope: Construct,
  identity: Identity,
  props: WebServiceOptions,
  count: ReplicaCount,
  configMapName: string | undefined,
): k8s.KubeDeployment {
  const { drain, gracePeriod } = shutdownOf(props);
  const object = kubeObject(k8s.KubeDeployment, scope, 'deployment', {
    metadata: { name: identity.name, namespace: namespaceOf(scope), labels: identity.labels, annotations: annotations(props, count) },
    spec: {
      replicas: count.maxReplicas ? undefined : count.replicas,
      selector: { matchLabels: identity.selector },
      // One extra pod at a time: any node with room for it will do, since the spread counts each revision separately.
      strategy: {
        type: 'RollingUpdate',
        rollingUpdate: { maxSurge: k8s.IntOrString.fromNumber(1), maxUnavailable: k8s.IntOrString.fromNumber(0) },
      },
      minReadySeconds: MIN_READY_SECONDS,
      progressDeadlineSeconds: PROGRESS_DEADLINE_SECONDS,
      revisionHistoryLimit: REVISIONS,
      template: {
        metadata: { labels: { ...podLabels(scope, identity), ...workloadIdentityLabels(props) } },
        spec: podSpec(identity, props, count, gracePeriod, configMapName),
      },
    },
  });
  // The kubelet's own sleep needs no shell in the image. It is GA in Kubernetes 1.34; the types of 1.27 lack it.
  object.addJsonPatch(JsonPatch.add('/spec/template/spec/containers/0/lifecycle', { preStop: { sleep: { seconds: drain } } }));
  return contradicts(object, contradictedRules(props, count));
}

function annotations(props: WebServiceOptions, count: ReplicaCount): Record<string, string> {
  const dependsOn = props.dependsOn?.map(({ workload }) => workload);
  const facts: ServiceFacts = { needed: count.needed, availability: props.availability, dependsOn, accept: count.accept };
  return annotationsOf(facts);
}

function contradictedRules(props: WebServiceOptions, count: ReplicaCount): ExemptionName[] {
  return [
    'cpuLimit',
    ...((props.imagePullPolicy ?? 'IfNotPresent') === 'Always' ? [] : (['pullPolicy'] as const)),
    ...(count.replicas > 1 ? (['hostAntiAffinity'] as const) : []),
    ...(holdsSecret(props) ? (['secretInEnv'] as const) : []),
  ];
}

function podSpec(
  identity: Identity,
  props: WebServiceOptions,
  count: ReplicaCount,
  terminationGracePeriodSeconds: number,
  configMapName: string | undefined,
): k8s.PodSpec {
  const volumes = mountedVolumes(identity, props, configMapName);
  return {
    serviceAccountName: identity.name,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: restrictedPod(props.uid ?? UID),
    terminationGracePeriodSeconds,
    topologySpreadConstraints: count.replicas > 1 ? spreadOver(props.platform, identity.selector, ['pod-template-hash']) : undefined,
    tolerations: ['not-ready', 'unreachable'].map(leaveAfter),
    imagePullSecrets: props.imagePullSecrets?.map((name) => ({ name })),
    containers: [container(identity, props, volumes, configMapName)],
    volumes: volumes.map(({ volume }) => volume),
  };
}

function leaveAfter(condition: string): k8s.Toleration {
  return {
    key: `node.kubernetes.io/${condition}`,
    operator: 'Exists',
    effect: 'NoExecute',
    tolerationSeconds: DEAD_NODE_SECONDS,
  };
}
