import { JsonPatch } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { annotation } from '../../manifests/annotations';
import { contradicts } from '../parts/exempt';
import { kubeObject } from '../parts/kube-object';
import { podLabels } from '../parts/labels';
import { restrictedPod } from '../parts/pod-security';
import { workloadIdentityLabels } from '../parts/service-account';
import { spreadOver } from '../parts/spread';
import { annotations, contradictedRules } from './annotations';
import { container } from './container';
import { imageOf } from './image';
import { initContainers } from './init-containers';
import { headlessName, UID } from './names';
import { placement } from './placement';
import type { Plan } from './plan';
import { stopLimit } from './recovery';
import { scriptsChecksum } from './scripts';
import { claimTemplate, volumes } from './volumes';

// To close its shards and flush them to disk, after stop.sh. ECK uses the same value.
const GRACE_SECONDS = 180;
// Before the next node stops, all proxies have learned that this one is back.
const MIN_READY_SECONDS = 5;

/** The StatefulSet of the nodes. */
export function statefulSet(scope: Construct, plan: Plan): k8s.KubeStatefulSet {
  const labels = { ...podLabels(scope, plan.set.identity), ...workloadIdentityLabels(plan.props) };
  const object = kubeObject(k8s.KubeStatefulSet, scope, 'stateful-set', statefulSetProps(plan, labels));
  // Without these defaults of the API server Argo CD would report a difference forever (argo-cd#11143).
  object.addJsonPatch(
    ...(plan.set.hasVolumes
      ? [
          JsonPatch.add('/spec/volumeClaimTemplates/0/apiVersion', 'v1'),
          JsonPatch.add('/spec/volumeClaimTemplates/0/kind', 'PersistentVolumeClaim'),
        ]
      : []),
  );
  return contradicts(object, contradictedRules(plan));
}

function statefulSetProps(plan: Plan, labels: Record<string, string>): k8s.KubeStatefulSetProps {
  const { set, namespace } = plan;
  const { identity, count, hasVolumes } = set;
  return {
    metadata: { name: identity.name, namespace, labels: identity.labels, annotations: annotations(plan) },
    spec: {
      serviceName: headlessName(identity),
      replicas: count,
      minReadySeconds: MIN_READY_SECONDS,
      // With OrderedReady the first pod would wait for a quorum that never starts.
      podManagementPolicy: 'Parallel',
      updateStrategy: { type: 'RollingUpdate' },
      selector: { matchLabels: identity.selector },
      persistentVolumeClaimRetentionPolicy: hasVolumes ? { whenDeleted: 'Retain', whenScaled: 'Retain' } : undefined,
      template: {
        metadata: { labels, annotations: templateAnnotations(plan) },
        spec: podSpec(plan),
      },
      volumeClaimTemplates: hasVolumes ? [claimTemplate(plan)] : undefined,
    },
  };
}

/** What a change of rolls out although no field of the pod shows it. */
function templateAnnotations({ props: { secureSettings } }: Plan): Record<string, string> {
  const revision = secureSettings?.revision;
  return { [annotation.scripts]: scriptsChecksum(), ...(revision !== undefined && { [annotation.secureSettings]: revision }) };
}

function podSpec(plan: Plan): k8s.PodSpec {
  const { props, set } = plan;
  const image = imageOf(plan);
  return {
    serviceAccountName: plan.identity.name,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    imagePullSecrets: props.imagePullSecrets?.map((name) => ({ name })),
    securityContext: restrictedPod(UID),
    terminationGracePeriodSeconds: stopLimit(plan) + GRACE_SECONDS,
    topologySpreadConstraints: set.count > 1 ? spreadOver(props.platform, set.identity.selector) : undefined,
    ...placement(plan),
    initContainers: initContainers(plan, image),
    containers: [container(plan, image)],
    volumes: volumes(plan),
  };
}
