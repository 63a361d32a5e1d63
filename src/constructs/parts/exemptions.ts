/** A rule of another tool that the design contradicts on purpose, and the reason. */
export interface Exemption {
  /** What the construct does instead. */
  readonly instead: string;

  /** Why that is better here. Keep it short: it is written into the manifests. */
  readonly because: string;

  /**
   * The ids of checkov's checks.
   *
   * @default none
   */
  readonly checkov?: readonly string[];

  /**
   * The ids of kube-score's checks.
   *
   * @default none
   */
  readonly kubeScore?: readonly string[];
}

/** The rules that the library's constructs contradict on purpose, for `exempt`: docs/exemptions.md lists them. */
export const EXEMPTIONS = {
  cpuLimit: {
    instead: 'a CPU request without a limit',
    because: 'a CPU limit throttles a busy pod while its node is idle; requests already share a busy node fairly',
    checkov: ['CKV_K8S_11'],
    kubeScore: ['container-resources', 'container-resource-requests-equal-limits', 'container-cpu-requests-equal-limits'],
  },
  pullPolicy: {
    instead: 'imagePullPolicy IfNotPresent',
    because: 'the image is pinned, so a cached image is the right one, and a restart must not depend on the registry',
    checkov: ['CKV_K8S_15'],
    kubeScore: ['container-image-pull-policy'],
  },
  hostAntiAffinity: {
    instead: 'a required topology spread over hosts',
    because:
      'with a required anti-affinity a rollout may find no node for its surge; the spread over hosts separates pods and lets it finish',
    kubeScore: ['deployment-has-host-podantiaffinity', 'statefulset-has-host-podantiaffinity'],
  },
  elasticsearchUser: {
    instead: 'uid and gid 1000',
    because: "the files of Elastic's image belong to this user",
    checkov: ['CKV_K8S_40'],
    kubeScore: ['container-security-context-user-group-id'],
  },
  elasticsearchLiveness: {
    instead: 'no liveness probe',
    because: 'restarting a node during its recovery starts the recovery again; the process exits by itself on fatal errors',
    checkov: ['CKV_K8S_8'],
  },
  elasticsearchTag: {
    instead: 'the tag of a version, unless imageDigest is set',
    because: 'Elastic never moves the tag of a release, and an upgrade is reviewed by its version',
    checkov: ['CKV_K8S_43'],
  },
  exporterTag: {
    instead: 'the tag of a version, unless exporterImage has a digest',
    because: 'the project never moves the tag of a release, and an upgrade is reviewed by its version',
    checkov: ['CKV_K8S_43'],
  },
  observerReplicas: {
    instead: 'a single replica of what observes',
    because: 'no request depends on it, and a budget of a second one could hold up the drain of a node',
    kubeScore: ['deployment-replicas'],
  },
  apiToken: {
    instead: 'a token of the API server in the pod, whose ServiceAccount may read pods at most',
    because: 'the program asks the API server',
    checkov: ['CKV_K8S_38'],
  },
  headlampUser: {
    instead: 'uid and gid 100',
    because: "it is the user of Headlamp's image",
    checkov: ['CKV_K8S_40'],
    kubeScore: ['container-security-context-user-group-id'],
  },
  nodeLogs: {
    instead: 'a collector that runs as root, without capabilities',
    because: "the logs of containers belong to root on the node's disk",
    checkov: ['CKV_K8S_23', 'CKV_K8S_40'],
    kubeScore: ['container-security-context-user-group-id'],
  },
  elasticsearchDisk: {
    instead: 'an ephemeral storage request without a limit',
    because: 'exceeding a limit would evict a node with data; below its request it is not among the first evictions of a full disk',
    kubeScore: ['container-ephemeral-storage-request-and-limit'],
  },
  acmeSolver: {
    instead: "a NetworkPolicy for the pods that solve the challenges of Let's Encrypt",
    because: 'cert-manager creates the pod when a certificate is due, so no manifest contains it',
    kubeScore: ['networkpolicy-targets-pod'],
  },
  secretInEnv: {
    instead: 'an environment variable from a Secret',
    because: 'the program reads only variables; secretFiles is the alternative',
    checkov: ['CKV_K8S_35'],
  },
} satisfies Readonly<Record<string, Exemption>>;

/** The name of an exemption. */
export type ExemptionName = keyof typeof EXEMPTIONS;

/** Exemptions in the tools' own words, as annotations of an object. */
export function exemptionAnnotations(
  names: readonly ExemptionName[],
  known: Readonly<Partial<Record<ExemptionName, Exemption>>> = EXEMPTIONS,
): Record<string, string> {
  const exemptions = names.flatMap((name) => known[name] ?? []);
  const checkov = exemptions.flatMap(({ checkov = [], because }) => checkov.map((id) => `${id}=${because}`));
  const kubeScore = exemptions.flatMap((exemption) => exemption.kubeScore ?? []);
  return {
    ...Object.fromEntries(checkov.map((skip, index) => [`checkov.io/skip${index + 1}`, skip])),
    ...(kubeScore.length > 0 && { 'kube-score/ignore': kubeScore.join(',') }),
  };
}
