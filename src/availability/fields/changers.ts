/** A kind whose controller changes pods, or how many there are, on its own. */
export interface Changer {
  /** Where it names the workload. */
  readonly target: readonly string[];
  /** What it changes, in words. */
  readonly changes: string;
  /** Where it says that it does nothing, and what it says then. */
  readonly idle?: { readonly field: readonly string[]; readonly value: string };
}

/**
 * The kinds that are not Kubernetes' own and change the workloads that they name, by type.
 *
 * Source: kubernetes/autoscaler, vertical-pod-autoscaler/pkg/apis/autoscaling.k8s.io/v1, UpdateModeOff; keda.sh, ScaledObject specification.
 */
export const changers: Readonly<Record<string, Changer>> = {
  'VerticalPodAutoscaler.autoscaling.k8s.io': {
    target: ['spec', 'targetRef'],
    changes: 'the requests of its pods',
    idle: { field: ['spec', 'updatePolicy', 'updateMode'], value: 'Off' },
  },
  'ScaledObject.keda.sh': { target: ['spec', 'scaleTargetRef'], changes: 'the number of its pods' },
};

/** The kinds of Kubernetes by which somebody else changes pods as they are created, by type, and where each lists its rules. */
export const mutators: Readonly<Record<string, readonly string[]>> = {
  'MutatingWebhookConfiguration.admissionregistration.k8s.io': ['webhooks'],
  'MutatingAdmissionPolicy.admissionregistration.k8s.io': ['spec', 'matchConstraints'],
};

/** The kinds of Kubernetes by which somebody else refuses pods as they are created or evicted, by type, and where each lists its rules. */
export const validators: Readonly<Record<string, readonly string[]>> = {
  'ValidatingWebhookConfiguration.admissionregistration.k8s.io': ['webhooks'],
  'ValidatingAdmissionPolicy.admissionregistration.k8s.io': ['spec', 'matchConstraints'],
};
