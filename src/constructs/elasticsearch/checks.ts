import type { Size } from 'cdk8s';
import type { Construct } from 'constructs';
import { requireReason } from '../parts/accept';
import type { PlatformFacts } from '../parts/platform-facts';
import { refuse } from '../parts/refuse';
import type { Resources } from '../parts/resources';
import { bytes, cores } from '../parts/rounding';
import { placesOf } from './places';
import type { ElasticsearchOptions, ElasticsearchProps, Masters } from './props';

// https://www.elastic.co/guide/en/elasticsearch/reference/current/advanced-configuration.html: above it, pointers take twice the space.
const COMPRESSED_POINTERS = '31Gi';
// MachineDependentHeap gives no node less, and Java takes as much again beside it.
const LEAST_HEAP = '128Mi';
const LEAST_MEMORY = '512Mi';
// The smallest volume that providers sell.
const LEAST_STORAGE = '1Gi';

/** How many masters there are. @throws on a number that has no safe majority, and on one without a reason */
export function mastersOf(construct: Construct, props: Masters): number {
  if (props.accept !== undefined) {
    requireReason(construct, props);
    return 1;
  }
  const masters: number = props.masters;
  if (masters === 1) refuse(construct, "1 master is a single point of failure; say accept: 'single-replica' and because, or use 3, 5 or 7");
  if (masters % 2 === 0) refuse(construct, `masters must be odd to form a quorum, got ${masters}; use 3, 5 or 7`);
  if (![3, 5, 7].includes(masters)) refuse(construct, `masters must be 3, 5 or 7, got ${masters}`);
  return masters;
}

/** @throws on all that is wrong with the values of one cluster */
export function requireSound(construct: Construct, props: ElasticsearchProps, masters: number, resources: Resources): void {
  requireVersion(construct, props.version);
  requireDigest(construct, props.imageDigest);
  requireClusterName(construct, props.clusterName);
  requireAtLeast(construct, 'memory', resources.memory, LEAST_MEMORY);
  requireAtLeast(construct, 'storage', props.storage, LEAST_STORAGE);
  if (props.heap) requireAtLeast(construct, 'heap', props.heap, LEAST_HEAP);
  if (cores(resources.cpu.amount) <= 0)
    refuse(construct, `cpu must be more than 0, got ${resources.cpu.amount}; it is what each node is sure of`);
  requireHeap(construct, props, resources);
  requireCopies(construct, props.indexReplicas, masters);
  if (masters > 1) requireMajority(construct, props.platform, masters);
  else if (props.availability) {
    refuse(construct, `one node can't promise ${props.availability}: nothing stands in for it; use masters: 3, or leave availability out`);
  }
}

function requireVersion(construct: Construct, version: string): void {
  if (/^(8\.19|9\.\d+)\.\d+$/.test(version)) return;
  refuse(construct, `version '${version}' is not supported; use a full version of 8.19 or 9, such as 9.5.6`);
}

function requireDigest(construct: Construct, digest: string | undefined): void {
  if (digest === undefined || /^sha256:[0-9a-f]{64}$/.test(digest)) return;
  refuse(construct, `imageDigest must be sha256: and 64 hexadecimal digits, got '${digest}'`);
}

/** @see https://github.com/elastic/elasticsearch/blob/main/server/src/main/java/org/elasticsearch/cluster/ClusterName.java */
function requireClusterName(construct: Construct, name: string | undefined): void {
  if (name === undefined || (name.trim() && !name.includes(':'))) return;
  refuse(construct, `clusterName must be a text without ':', got '${name}'; leave it out to take the namespace`);
}

function requireAtLeast(construct: Construct, what: string, size: Size, least: string): void {
  if (bytes(size.asString()) >= bytes(least)) return;
  refuse(construct, `${what} must be ${least} or more for each node, got ${size.asString()}`);
}

function requireHeap(construct: Construct, { heap }: ElasticsearchOptions, resources: Resources): void {
  if (!heap) return;
  const half = bytes(resources.memory.asString()) / 2;
  if (bytes(heap.asString()) > half) {
    refuse(
      construct,
      `a heap of ${heap.asString()} is more than half of its memory of ${resources.memory.asString()}, and the file system's cache needs the other half; leave heap out, or give it more memory`,
    );
  }
  if (bytes(heap.asString()) > bytes(COMPRESSED_POINTERS)) {
    refuse(construct, `a heap of ${heap.asString()} is above ${COMPRESSED_POINTERS}, where Java's pointers double; use more nodes instead`);
  }
}

function requireCopies(construct: Construct, indexReplicas: number | undefined, nodes: number): void {
  if (indexReplicas === undefined) return;
  if (!Number.isInteger(indexReplicas) || indexReplicas < 0) {
    refuse(construct, `indexReplicas must be a whole number of 0 or more, got ${indexReplicas}`);
  }
  if (indexReplicas < nodes) return;
  const copies = `${indexReplicas + 1} copies of a shard`;
  refuse(
    construct,
    `indexReplicas: ${indexReplicas} asks for ${copies} and a node takes one, but there ${nodes === 1 ? 'is 1 node' : `are ${nodes} nodes`}; use ${nodes - 1} at most, or more nodes`,
  );
}

/** A majority must be left whichever zone or node is lost, as evenly as the spread can place the masters. */
function requireMajority(construct: Construct, platform: PlatformFacts, masters: number): void {
  const minority = Math.floor((masters - 1) / 2);
  const domains =
    zonesOf(platform).length > 0
      ? { count: zonesOf(platform).length, one: 'zone', at: 'in' }
      : { count: platform.nodeCount, one: 'node', at: 'on' };
  const together = Math.ceil(masters / domains.count);
  if (together <= minority) return;
  refuse(
    construct,
    `${domains.count} ${domains.one}${domains.count === 1 ? '' : 's'} can't hold the quorum of ${masters} masters: ${together} of them stand ${domains.at} one ${domains.one} and it takes the majority along; use ${Math.ceil(masters / minority)} ${domains.one}s or more, or accept: 'single-replica'`,
  );
}

/** The first election needs all masters. @throws where one has no place, so that the others would wait for it for ever */
export function requirePlaces(construct: Construct, platform: PlatformFacts, masters: number, resources: Resources): void {
  const places = placesOf(platform, resources);
  if (places >= masters) return;
  refuse(
    construct,
    `the nodes of ${platform.name} have a place for ${places} of ${masters} masters, and only all together found a cluster: none goes to a node with a taint or less than ${resources.cpu.amount} of CPU and ${resources.memory.asString()} of memory, and where one zone or node has no place the spread lets no other take two; ask for less, take larger nodes or more of them, or fewer masters`,
  );
}

/** The zones that pods can be spread over: those of a platform that has several and labels its nodes with them. */
export function zonesOf(platform: PlatformFacts): string[] {
  return platform.hasZones && platform.topology.zones.length > 1 ? platform.topology.zones.map(({ name }) => name) : [];
}
