/**
 * `cluster.initial_master_nodes` for a cluster that can be bootstrapped only by all of its masters together.
 *
 * Elasticsearch bootstraps a cluster when it has discovered a majority of this list, and a majority of the list must vote for the first master. If the
 * list held only the masters, two of three that lost their volumes would bootstrap a second cluster while the third, which holds the data, is
 * down: they are a majority, and look like two of three new nodes. So the list also has `masters - 1` names of nodes that never exist. A majority
 * of the 2n - 1 names is n, which is all masters: the first election needs every master's vote, and a node that has been part of a cluster votes
 * for no node with an older state. Right after the first election Elasticsearch drops the names of missing nodes and continues with a
 * majority of the masters.
 *
 * @see https://github.com/elastic/elasticsearch/blob/main/server/src/main/java/org/elasticsearch/cluster/coordination/ClusterBootstrapService.java
 * @see docs/decisions/0031-found-a-cluster-once.md for how a real Elasticsearch behaved with either list
 */
export function initialMasterNodes(masters: readonly string[]): string[] {
  return [...masters, ...masters.slice(1).map((_, index) => `every-master-must-vote-${index + 1}`)];
}
