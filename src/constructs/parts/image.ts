import type { Construct } from 'constructs';
import { refuse } from './refuse';

/** A container image and how the cluster gets at it. */
export interface ImageProps {
  /** The image with its version: a tag other than `latest`, or a digest. */
  readonly image: string;

  /**
   * When the kubelet pulls it. `Never` for one that was built here and loaded with `minikube image load`.
   *
   * @default 'IfNotPresent'
   */
  readonly imagePullPolicy?: 'Always' | 'IfNotPresent' | 'Never';

  /**
   * The names of Secrets of type `kubernetes.io/dockerconfigjson` for a private registry.
   *
   * @default none: a public image
   */
  readonly imagePullSecrets?: readonly string[];
}

/** Refuses an image whose version is not said: what runs tomorrow would not be what was tested today. @throws with the image */
export function requireVersion(construct: Construct, image: string): void {
  const tag = /:([\w][\w.-]*)$/.exec(image)?.[1];
  if (image.includes('@sha256:') || (tag && tag !== 'latest')) return;
  refuse(construct, `image '${image}' says no version; name a tag other than latest, or a digest`);
}
