/** The most nodes of one cluster. @see https://kubernetes.io/docs/setup/best-practices/cluster-large/ */
export const MOST_NODES = 5000;
