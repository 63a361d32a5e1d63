import type { Identity } from '../parts/labels';
import type { Resources } from '../parts/resources';
import type { ElasticsearchProps } from './props';
import type { ClusterSecrets } from './security';

/** A cluster as it will be: the validated props with all defaults. */
export interface Plan {
  readonly identity: Identity;
  readonly namespace: string;
  readonly props: ElasticsearchProps;
  readonly masters: number;
  readonly resources: Resources;
  readonly indexReplicas: number;

  /** The zones to spread over, empty if the platform has only one or its nodes have no zone label. */
  readonly zones: readonly string[];

  /** Undefined if the cluster is unsecured. */
  readonly secrets?: ClusterSecrets;
}
