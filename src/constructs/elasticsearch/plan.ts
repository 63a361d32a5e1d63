import type { Identity } from '../parts/labels';
import type { Resources } from '../parts/resources';
import type { ElasticsearchProps } from './props';
import type { ClusterSecrets } from './security';

/** A cluster as it will be: what was asked for, checked and with every default filled in. */
export interface Plan {
  readonly identity: Identity;
  readonly namespace: string;
  readonly props: ElasticsearchProps;
  readonly masters: number;
  readonly resources: Resources;
  readonly indexReplicas: number;

  /** The zones to spread over, none where the platform's nodes aren't labelled with several. */
  readonly zones: readonly string[];

  /** None where the cluster is unsecured. */
  readonly secrets?: ClusterSecrets;
}
