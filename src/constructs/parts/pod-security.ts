import type { k8s } from 'cdk8s-plus-27';

/** A Pod Security Standard. @see https://kubernetes.io/docs/concepts/security/pod-security-standards/ */
export type PodSecurityStandard = 'restricted' | 'privileged';

/**
 * The labels that make a namespace enforce a Pod Security Standard. The audit level is always the strictest, so that a namespace with one
 * privileged pod still reports the others.
 */
export function podSecurityLabels(standard: PodSecurityStandard): Record<string, string> {
  return {
    'pod-security.kubernetes.io/enforce': standard,
    'pod-security.kubernetes.io/warn': standard,
    'pod-security.kubernetes.io/audit': 'restricted',
  };
}

/** The pod-level settings of `restricted`: processes run as `uid`, which also owns the volumes. */
export function restrictedPod(uid: number): k8s.PodSecurityContext {
  return {
    runAsNonRoot: true,
    runAsUser: uid,
    runAsGroup: uid,
    fsGroup: uid,
    // Don't walk through the files of a large volume at every start.
    fsGroupChangePolicy: 'OnRootMismatch',
    seccompProfile: { type: 'RuntimeDefault' },
  };
}

/** The container-level settings of `restricted`, and a read-only root file system. */
export function restrictedContainer(): k8s.SecurityContext {
  return { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } };
}
