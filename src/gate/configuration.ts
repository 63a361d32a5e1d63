import type { CustomResource, TopologyService } from '../cluster/topology';
import type { Severity } from '../manifests/diagnostic';
import type { InputPlace } from '../manifests/input-error';
import type { Path } from '../manifests/pointer';
import type { formats } from '../report/formats';

/** What `nines.yaml` says. Paths are those of the file system, relative to the working directory. */
export interface Configuration {
  /** @default what the command line names, else `dist` */
  readonly paths?: readonly string[];

  /** A topology file, or the name of a built-in topology. @default none */
  readonly topology?: string;

  /** The availability required of services that promise none, as a fraction. @default none */
  readonly target?: number;

  /** A JavaScript file of rules. @default none */
  readonly rules?: string;

  /** The ids of the only rules to report. @default all */
  readonly only?: readonly string[];

  /** The ids of rules not to report. @default none */
  readonly skip?: readonly string[];

  /** The least severity that is shown. @default hint */
  readonly severity?: Severity;

  /** The least severity that fails. @default error */
  readonly failOn?: Severity;

  /** The only namespaces whose objects are reported. @default all */
  readonly namespaces?: readonly string[];

  /** @default text */
  readonly format?: (typeof formats)[number];

  /** @default false */
  readonly allowEmpty?: boolean;

  /** A file of known findings. @default none */
  readonly baseline?: string;

  /** Facts about services that manifests do not state. @default none */
  readonly services: readonly TopologyService[];

  /** The pods of custom resources, which only their operators know. @default none */
  readonly customResources: readonly CustomResource[];

  /** @default none */
  readonly accept: readonly Acceptance[];

  /** The place of a value in the file. */
  readonly place: (path: Path) => InputPlace;
}

/** A finding that is accepted from outside of the manifests. */
export interface Acceptance {
  /** The id of a rule, the risk `single-replica` or `uneven-spread`, or that of a change, such as `data-at-risk`. */
  readonly rule: string;

  /** `Kind/name` in any namespace or `Kind/namespace/name`, with `*` for any part of a name. */
  readonly object: string;

  readonly because: string;

  /** The last day, `2027-03-31`, in UTC. @default it never ends */
  readonly until?: string;

  /** Where it is written. */
  readonly place: InputPlace;
}
