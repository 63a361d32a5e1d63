import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { inMebibytes } from '../../manifests/quantity';
import { bytesOf, millicoresOf } from '../parts/amount';
import { kubeObject } from '../parts/kube-object';
import { componentLabel } from '../parts/labels';
import { namespaceOf } from '../parts/namespace';
import type { Resources } from '../parts/resources';

/** Limits the resources of a namespace to those of a number of pods. */
export function podQuota(scope: Construct, { cpu, memory }: Resources, pods: number): k8s.KubeResourceQuota {
  const mebibytes = k8s.Quantity.fromString(inMebibytes((bytesOf(memory) ?? 0) * pods));
  return kubeObject(k8s.KubeResourceQuota, scope, 'quota', {
    metadata: { name: 'pods', namespace: namespaceOf(scope), labels: componentLabel('quota') },
    spec: {
      hard: {
        'requests.cpu': k8s.Quantity.fromString(`${(millicoresOf(cpu) ?? 0) * pods}m`),
        'requests.memory': mebibytes,
        'limits.memory': mebibytes,
      },
    },
  });
}
