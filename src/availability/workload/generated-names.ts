import { minorOf } from '../../cluster/features';
import { claimTemplatesOf } from '../../manifests/claims';
import { idOf } from '../../manifests/identity';
import { dnsLabel, dnsSubdomain, isDnsLabel } from '../../manifests/names';
import type { WorkloadResource } from '../../manifests/object-index';
import { neverRuns, type Obstacle } from './obstacle';

/** What a hash adds to a name: a dash and 1 to 10 characters. Source: k8s.io/kubernetes v1.36.3, pkg/controller, ComputeHash. */
const HASH = { least: 2, most: 11 };

/** From this minor version on, ReplicaSets get a Deployment's name cut short; the one before has it in some of its releases. Source: kubernetes/kubernetes pull request 132560. */
const CUT_SINCE = 35;

/**
 * Names that controllers make from a workload's own and that the API server refuses, so that its pods are never created.
 *
 * Names of pods and claims always fit: a generated one is cut to 63 characters (apiserver, storage/names), and where a StatefulSet's name leaves room for its revision in
 * a label, its pods have at most 63 characters and its claims, named by their template as well, 127 of 253.
 */
export function nameObstacles(workload: WorkloadResource, kubernetes: string): readonly Obstacle[] {
  switch (workload.type) {
    case 'StatefulSet.apps':
      return [...dotted(workload), ...badTemplates(workload), ...tooLong(workload, 'the label controller-revision-hash', dnsLabel.longest)];
    case 'DaemonSet.apps':
      return tooLong(workload, 'that of its ControllerRevision', dnsSubdomain.longest);
    case 'Deployment.apps':
      return minorOf(kubernetes) < CUT_SINCE
        ? tooLong(workload, 'that of its ReplicaSet', dnsSubdomain.longest, minorOf(kubernetes) < CUT_SINCE - 1)
        : cutAtDot(workload);
    default:
      return [];
  }
}

/** Source: kubernetes/kubernetes issue 64023 for StatefulSets; k8s.io/kubernetes v1.36.3, pkg/controller/daemon, snapshot, for DaemonSets. */
function tooLong(workload: WorkloadResource, what: string, longest: number, isSure = true): readonly Obstacle[] {
  const { length } = workload.name;
  if (length + HASH.most <= longest) return [];
  const most = longest - HASH.most;
  const because = `its pods are never created: with a name of ${length} characters, ${what} is too long; use ${most} at most`;
  return [neverRuns(idOf(workload), because, isSure && length + HASH.least > longest)];
}

/** What is left of a long name may end in a dot, after which no name goes on with a dash. */
function cutAtDot(workload: WorkloadResource): readonly Obstacle[] {
  const { name } = workload;
  const [least, most] = [dnsSubdomain.longest - HASH.most, dnsSubdomain.longest - HASH.least];
  if (!name.slice(least - 1, Math.min(most, name.length - 1)).includes('.')) return [];
  const because = `its pods may never be created: a name of ${name.length} characters may be cut at a dot for its ReplicaSet; use ${least} at most`;
  return [neverRuns(idOf(workload), because, false)];
}

/** Up to Kubernetes 1.26 such a StatefulSet was stored. Source: k8s.io/kubernetes v1.36.3, pkg/controller/statefulset, initIdentity. */
function dotted(workload: WorkloadResource): readonly Obstacle[] {
  if (!workload.name.includes('.')) return [];
  return [neverRuns(idOf(workload), `its pods are never created: the name ${workload.name} has a dot, and is part of their host names`)];
}

/** Each claim template is a volume of the pods. Source: k8s.io/kubernetes v1.36.3, pkg/apis/apps/validation, volumesToAddForTemplates. */
function badTemplates(workload: WorkloadResource): readonly Obstacle[] {
  const bad = claimTemplatesOf(workload)
    .map((template) => template.text('metadata', 'name') ?? '')
    .find((name) => !isDnsLabel(name));
  if (bad === undefined) return [];
  const because = `its pods are never created: claim template ${bad} names a volume, whose name has at most ${dnsLabel.longest} characters of a-z, 0-9 and dashes`;
  return [neverRuns(idOf(workload), because)];
}
