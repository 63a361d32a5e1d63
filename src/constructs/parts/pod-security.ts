import type { k8s } from 'cdk8s-plus-27';

/** A Pod Security Standard. @see https://kubernetes.io/docs/concepts/security/pod-security-standards/ */
export type PodSecurityStandard = 'restricted' | 'privileged';

/**
 * A Pod Security Standard, as a namespace's labels: what keeps to less is refused and warned about. What keeps to less than the strictest is
 * audited all the same, so that one privileged pod hides no other.
 */
export function podSecurityLabels(standard: PodSecurityStandard): Record<string, string> {
  return {
    'pod-security.kubernetes.io/enforce': standard,
    'pod-security.kubernetes.io/warn': standard,
    'pod-security.kubernetes.io/audit': 'restricted',
  };
}

/** A pod's part of `restricted`: its processes run as `uid` and its volumes belong to it. */
export function restrictedPod(uid: number): k8s.PodSecurityContext {
  return {
    runAsNonRoot: true,
    runAsUser: uid,
    runAsGroup: uid,
    fsGroup: uid,
    // A large volume's files are not walked at every start.
    fsGroupChangePolicy: 'OnRootMismatch',
    seccompProfile: { type: 'RuntimeDefault' },
  };
}

/** A container's part of `restricted`, and a root file system that nobody can write to. */
export function restrictedContainer(): k8s.SecurityContext {
  return { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } };
}
