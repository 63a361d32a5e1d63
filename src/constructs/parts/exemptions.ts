/** A rule of another tool that the design contradicts, and why. */
export interface Exemption {
  /** What is done instead of what the rule wants. */
  readonly instead: string;

  /** Why that is better here: short, since it stands in the manifests. */
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
    instead: 'a request of processor time and no limit',
    because: 'a CPU limit throttles a busy pod while its node idles; requests already share a full node fairly',
    checkov: ['CKV_K8S_11'],
    kubeScore: ['container-resources', 'container-resource-requests-equal-limits', 'container-cpu-requests-equal-limits'],
  },
  pullPolicy: {
    instead: 'imagePullPolicy IfNotPresent',
    because: 'the image is pinned, so a node that has it has the right one, and a restart must not wait for the registry',
    checkov: ['CKV_K8S_15'],
    kubeScore: ['container-image-pull-policy'],
  },
  hostAntiAffinity: {
    instead: 'a required topology spread over hosts',
    because: 'a required anti-affinity leaves a rollout no node for its surge; the spread over hosts keeps pods apart and lets it finish',
    kubeScore: ['deployment-has-host-podantiaffinity', 'statefulset-has-host-podantiaffinity'],
  },
  elasticsearchUser: {
    instead: 'uid and gid 1000',
    because: "it is the user that the files of Elastic's image belong to",
    checkov: ['CKV_K8S_40'],
    kubeScore: ['container-security-context-user-group-id'],
  },
  elasticsearchLiveness: {
    instead: 'no liveness probe',
    because: 'a restart of a node that is busy recovering starts the recovery again; the process ends by itself when it must',
    checkov: ['CKV_K8S_8'],
  },
  elasticsearchTag: {
    instead: "the tag of a version, from Elastic's own registry, unless imageDigest says more",
    because: 'Elastic never moves the tag of a release, and an upgrade is read and reviewed by its version',
    checkov: ['CKV_K8S_43'],
  },
  elasticsearchDisk: {
    instead: 'a request of room for logs and temporary files on its node, and no limit',
    because: 'a limit that is reached evicts a node that holds data; below its request it is not among the first that a full disk evicts',
    kubeScore: ['container-ephemeral-storage-request-and-limit'],
  },
  acmeSolver: {
    instead: "a NetworkPolicy for the pods with which cert-manager answers Let's Encrypt",
    because: 'cert-manager makes the pod when a certificate is due, so it is in no manifest',
    kubeScore: ['networkpolicy-targets-pod'],
  },
  secretInEnv: {
    instead: 'an environment variable from a Secret, for a program that reads no file',
    because: 'the service asked for it; secretFiles is the other way',
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
