import type { Place } from '../place';

/** A value that a program is told: a variable, an argument, or a setting in a file. */
export interface ProgramSetting {
  /** The value in the manifest of the workload, or the reference to the ConfigMap that has it. */
  readonly at: Place;

  /** The variable, the flag, the path in the file, or the field of a probe or hook; empty for an argument without a flag. */
  readonly name: string;
  readonly text: string;

  /** Where it is read: a container, or a volume that several may mount. */
  readonly container?: Place;

  /** The key of the ConfigMap that has it; undefined if the workload itself does. */
  readonly key?: ConfigMapKey;

  /** Whether a name and a value were found, not a text of unknown form. */
  readonly isNamed: boolean;

  /** Whether only the start of a pod reads it: an init container, or a probe or hook of the start. */
  readonly isForStart?: boolean;

  /** Whether the pod is ready as long as it answers: a probe. */
  readonly isProbed?: boolean;
}

/** A key of a ConfigMap in the manifests. */
interface ConfigMapKey {
  readonly configMap: string;
  readonly key: string;
}
