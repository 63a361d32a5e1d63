/**
 * The most nodes in a cluster: more is a typo. Kubernetes is tested with 5,000 (https://kubernetes.io/docs/setup/best-practices/cluster-large/),
 * the largest cluster of a provider has 100,000 (Amazon EKS, https://docs.aws.amazon.com/eks/latest/userguide/ultra-scale-clusters.html), and the
 * model needs less than a second for that many.
 */
export const MOST_NODES = 100_000;
