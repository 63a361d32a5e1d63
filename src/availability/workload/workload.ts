import type { ObjectIdentity } from '../../manifests/diagnostic';
import type { Place } from '../../manifests/place';
import type { Amounts } from '../../manifests/requests';
import type { Strategy } from '../../manifests/strategy';
import type { Budget } from './budget';
import type { Declared } from './declared';
import type { Exclusion } from './exclusion';
import type { HostPort } from './host-port';
import type { Need } from './need';
import type { NodeSelection } from './node-selection';
import type { Obstacle } from './obstacle';
import type { Priority } from './priority';
import type { Repulsion } from './repulsion';
import type { SpreadConstraint } from './spread';
import type { VolumePins } from './storage';

/** The types of objects whose availability is judged: the services in the model's sense. */
export const workloadTypes: readonly string[] = ['Deployment.apps', 'StatefulSet.apps', 'DaemonSet.apps'];

/** Where the pods of a workload may stand. */
export interface PlacementRules {
  readonly selection: NodeSelection;
  readonly tolerations: readonly Place[];
  readonly spreads: readonly SpreadConstraint[];
  readonly exclusions: readonly Exclusion[];
  /** Whether it asks for a port of the node itself, so that a node takes one pod. */
  readonly hostPorts: boolean;
  /** The ports of the node that it asks for. */
  readonly ports: readonly HostPort[];
  /** The other workloads whose pods its own may not be near. */
  readonly repulsions: readonly Repulsion[];
}

/** What the model knows of a workload. */
export interface Workload extends ObjectIdentity, PlacementRules {
  /** Pods at rest; the least that an autoscaler leaves. For a DaemonSet 0: its nodes decide. */
  readonly replicas: number;
  /** The most pods that an autoscaler makes; `replicas` without one. */
  readonly maximum: number;
  /** The most that an autoscaler ever makes: what its pods may ask of the nodes together. */
  readonly peak: number;
  /** Whether an autoscaler adds pods and never removes one: then the least number is the worst. */
  readonly onlyGrows: boolean;
  readonly labels: ReadonlyMap<string, string>;
  /** With its numbers resolved for the replicas at rest. */
  readonly strategy: Strategy;
  /** The same for any other number: a percentage of an autoscaler's most is more than one of its least. */
  readonly strategyAt: (replicas: number) => Strategy;
  readonly priority: Priority;
  /** Whether its pods may stand where the rules that are read would not let them: by another scheduler, or since not all of a rule is known. */
  readonly bypasses: boolean;
  readonly requests: Amounts;
  readonly storage: VolumePins;
  /** Seconds until it is evicted from an unreachable node, where its template says so. */
  readonly toleration?: number;
  /** The same for a node that says that it isn't ready. */
  readonly notReadyToleration?: number;
  /** Whether pods on a dead node are replaced before it is back or its object gone. */
  readonly replacedAtOnce: boolean;
  /** The least number of seconds from the binding of a pod until it is ready, by its probes and hooks. */
  readonly startsIn: number;
  /** Whether a pod is only made once those before it are ready. */
  readonly ordered: boolean;
  readonly budgets: readonly Budget[];
  readonly declared: Declared;
  /** Whether each of its pods keeps data that the others don't have, by the names of its images: none of them is a spare of another. */
  readonly keepsOwnData: boolean;
  /** How many of its pods must be ready, and how that is known. */
  readonly need: Need;
  /** What could not be judged exactly, so that placements err on the large side and a refutation needs more than them; undefined where nothing. */
  readonly approximate?: string;
  /** What its manifests say beyond the model, as sentences: nothing is proved then. */
  readonly unmodelled: readonly string[];
  /** Whether all that places its pods, makes them and deletes them is read: else what never goes on by what is read may go on. */
  readonly isWhollyRead: boolean;
  /** Of what is not modelled, what leaves open how many pods there are or how much room each takes. */
  readonly unbounded: readonly string[];
  /** Likewise, why it may take more room beside others than it states, what is known of its own pods being right: pods of former releases, and containers that are added. */
  readonly moreRoom: readonly string[];
  /** What keeps some of its pods from being made or bound, or its rollouts from going on, whatever the scheduler chooses. */
  readonly obstacles: readonly Obstacle[];
  /** Whether a quota may keep the replacement of a lost pod away for a while. */
  readonly replacementsWait: boolean;
}
