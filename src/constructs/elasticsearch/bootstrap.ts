/**
 * `cluster.initial_master_nodes` for a cluster that only all of its masters together can found.
 *
 * Elasticsearch founds a cluster when a majority of this list has been discovered, and a majority of it has to vote for the first master.
 * With the masters alone in it, two of three that lost their volumes found a second cluster while the third, which holds the data, is down:
 * they are a majority, and nothing tells them from two of three new ones. So the list also has `masters - 1` names that no node ever bears.
 * A majority of the 2n - 1 names is n, which is all masters: the first election needs the vote of every one of them, and a node that has been
 * part of a cluster votes for nobody who has seen less than it has. Right after the first election Elasticsearch drops the names of nodes
 * that don't exist and goes on with a plain majority of the masters.
 *
 * @see https://github.com/elastic/elasticsearch/blob/main/server/src/main/java/org/elasticsearch/cluster/coordination/ClusterBootstrapService.java
 * @see docs/decisions/0031-found-a-cluster-once.md for what a real Elasticsearch did with either list
 */
export function initialMasterNodes(masters: readonly string[]): string[] {
  return [...masters, ...masters.slice(1).map((_, index) => `every-master-must-vote-${index + 1}`)];
}
