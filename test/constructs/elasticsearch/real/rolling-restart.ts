import type { Cluster } from './cluster';
import type { Version } from './distribution/versions';
import type { Node } from './node';
import { Traffic } from './traffic';

/** What is replaced, if it isn't every node by one of the same version. */
interface Replaced {
  readonly version?: Version;
  readonly nodes?: readonly Node[];
}

/** Replaces one node after the other under writes: no acknowledged write is lost, and clients always find a node. */
export async function expectRollingRestart(cluster: Cluster, { version, nodes }: Replaced = {}): Promise<void> {
  const traffic = new Traffic(cluster.service(), 'rolled');
  await cluster.roll({}, version, nodes);
  await traffic.stop();
  await cluster.green();
  expect(traffic.acknowledged.length).toBeGreaterThan(0);
  expect(await cluster.lost(traffic.acknowledged)).toBe(0);
  expect(traffic.outcomes.filter(({ error }) => error === 'no address')).toEqual([]);
}
