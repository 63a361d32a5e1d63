import type { ElasticsearchFacts } from '../../cluster/topology';
import { podsNeeded } from '../../manifests/needed';
import type { Workload } from './workload';

/** When a service is up: so many pods lost and it is down, or every copy of a shard lost and it is down. */
export interface Predicate {
  readonly replicas: number;
  /** Pods that must be ready. */
  readonly needed: number;
  /** Pods that it can lose; below 0 it is never up. */
  readonly tolerated: number;
  /** Copies of each shard, and by which attributes they are kept apart. */
  readonly shards?: { readonly copies: number; readonly overZones: boolean; readonly overNodes: boolean };
}

/** k of n, and for Elasticsearch a quorum of masters and a copy of each shard. */
export function predicateOf(workload: Workload, replicas: number): Predicate {
  const { elasticsearch } = workload.declared;
  const needed = podsNeeded(workload.need.amount, replicas);
  if (!elasticsearch) return kOfN(replicas, needed);
  const roles = new Set(elasticsearch.roles);
  const masters = roles.has('master') ? quorumTolerance(replicas) : replicas - 1;
  const tolerated = Math.min(masters, replicas - needed);
  if (![...roles].some((role) => role === 'data' || role.startsWith('data_'))) return { replicas, needed: replicas - tolerated, tolerated };
  const shards = shardsOf(elasticsearch);
  return { replicas, needed: replicas - Math.min(tolerated, shards.copies - 1), tolerated, shards };
}

function kOfN(replicas: number, needed: number): Predicate {
  return { replicas, needed, tolerated: replicas - needed };
}

/**
 * How many of n master-eligible nodes may be lost at once: fewer than half of the voters, and there is an odd number of voters.
 *
 * Source: Elasticsearch reference, Voting configurations: an even number of master-eligible nodes leaves one of them out. Which one is not for us to choose, so the
 * worst is assumed: all that are lost vote.
 */
export function quorumTolerance(masters: number): number {
  const voters = masters % 2 === 0 ? masters - 1 : masters;
  return Math.floor((voters - 1) / 2);
}

function shardsOf({ indexReplicas, awareness }: ElasticsearchFacts): NonNullable<Predicate['shards']> {
  const attributes = awareness ?? [];
  return {
    copies: (indexReplicas ?? 1) + 1,
    overZones: attributes.includes('zone'),
    overNodes: attributes.some((attribute) => /node_?name|host/.test(attribute)),
  };
}

/**
 * The most copies of one shard that allocation puts on the nodes of one attribute value: ceil(copies / values).
 *
 * Source: Elasticsearch, AwarenessAllocationDecider: a node takes no copy that would exceed the average over the values, rounded up.
 */
export function copiesPerValue(copies: number, values: number): number {
  return values <= 0 ? copies : Math.ceil(copies / values);
}
