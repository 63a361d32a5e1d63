import type { Platform } from '../platform/platform';

/** Where manifests go: a folder of `dist/`, and the cluster that they are judged on. An application's environment is one. */
export interface Destination {
  /** Its name: the folder below `dist/`, and the first part of a construct's path. */
  readonly name: string;

  /** Where it runs. */
  readonly platform: Platform;

  /**
   * What its cluster has besides these manifests, such as `Secret/shop/smtp` or `Service/monitoring/*`: a reference to it is not a finding.
   *
   * @default what every cluster has, and what its platform says
   */
  readonly provided?: readonly string[];
}
