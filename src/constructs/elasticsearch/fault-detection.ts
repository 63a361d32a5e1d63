import type { Construct } from 'constructs';
import { secondsOf } from '../parts/amount';
import { refuse } from '../parts/refuse';
import { shown } from '../parts/shown';
import type { ElasticsearchOptions } from './props';

// Elasticsearch's `retry_count`: this many checks in a row, a second apart, must go unanswered.
const CHECKS = 3;
// Three checks of four seconds notice a node that hangs after 14 seconds, no earlier than TCP notices one without power where nodes are set up as Elastic
// recommends (13 seconds). A node whose garbage collector stops it for less must not be taken for lost.
const LEAST_SECONDS = 4;
const MOST_SECONDS = 30;

/** Refuses a timeout of checks that is out of bounds. */
export function requireCheckTimeout(construct: Construct, checkTimeout: ElasticsearchOptions['checkTimeout']): void {
  if (checkTimeout === undefined) return;
  const seconds = secondsOf(checkTimeout);
  if (seconds !== undefined && Number.isInteger(seconds) && seconds >= LEAST_SECONDS && seconds <= MOST_SECONDS) return;
  const message = `must be a Duration of ${LEAST_SECONDS} to ${MOST_SECONDS} whole seconds, got ${seconds ?? shown(checkTimeout)}`;
  refuse(construct, { setting: 'checkTimeout', message, fix: "omit it for Elasticsearch's default of 10 seconds" });
}

/**
 * The settings by which nodes notice the loss of another one, none by default. All three have the proportions of Elasticsearch's defaults: a new master
 * publishes its first cluster state to the lost node, too, and waits for it as long as for three checks.
 *
 * @see https://www.elastic.co/docs/deploy-manage/distributed-architecture/discovery-cluster-formation/cluster-fault-detection
 */
export function faultDetection({ checkTimeout }: ElasticsearchOptions): Record<string, string> {
  if (checkTimeout === undefined) return {};
  const seconds = checkTimeout.toSeconds();
  return {
    'cluster.fault_detection.leader_check.timeout': `${seconds}s`,
    'cluster.fault_detection.follower_check.timeout': `${seconds}s`,
    'cluster.publish.timeout': `${CHECKS * seconds}s`,
  };
}
