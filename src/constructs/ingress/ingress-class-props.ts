import type { ApiObject, Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import type { EntrySource, Shortcomings } from '../parts/entry-class';
import type { Publication } from '../parts/publication';

/** What differs between one ingress controller and the next. */
export interface IngressClassProps {
  /** The IngressClass' name in the cluster. */
  readonly name: string;

  /** What must be installed, in words for whoever sets up the cluster. */
  readonly controller: string;

  /** Where it takes certificates from. */
  readonly certificates: 'secret' | 'load-balancer';

  /** Where its connections to pods come from. */
  readonly source: EntrySource;

  /**
   * The annotations that an Ingress in that namespace needs to be published like that.
   *
   * @default none
   */
  readonly annotations?: (publication: Publication, namespace: string) => Readonly<Record<string, string>>;

  /**
   * Makes the objects that it needs beside the Ingress, and returns them.
   *
   * @default none
   */
  readonly companions?: (scope: Construct, publication: Publication) => readonly ApiObject[];

  /**
   * What it can't do, each with the fix.
   *
   * @default nothing
   */
  readonly cannot?: Shortcomings;

  /**
   * The longest time to an answer that it can wait for.
   *
   * @default no limit
   */
  readonly longestTimeout?: Duration;

  /**
   * The labels that it needs on the application's namespace.
   *
   * @default none
   */
  readonly namespaceLabels?: Readonly<Record<string, string>>;
}
