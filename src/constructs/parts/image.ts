import type { Construct } from 'constructs';
import { requireObjectName } from './object-name';
import { refuse } from './refuse';
import { shown } from './shown';

/** A container image and how the cluster pulls it. */
export interface ImageProps {
  /** The image with its version: a tag other than `latest`, or a digest. */
  readonly image: string;

  /**
   * When the kubelet pulls the image. `Never` suits an image that was loaded with `minikube image load`.
   *
   * @default 'IfNotPresent'
   */
  readonly imagePullPolicy?: 'Always' | 'IfNotPresent' | 'Never';

  /**
   * The names of Secrets of type `kubernetes.io/dockerconfigjson`, for a private registry.
   *
   * @default none: a public image
   */
  readonly imagePullSecrets?: readonly string[];
}

// https://pkg.go.dev/github.com/distribution/reference: what a container runtime takes.
const HOST = '(?:[A-Za-z0-9](?:[-A-Za-z0-9]*[A-Za-z0-9])?(?:\\.[A-Za-z0-9](?:[-A-Za-z0-9]*[A-Za-z0-9])?)*|\\[[0-9a-fA-F:]+\\])(?::[0-9]+)?';
const PART = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const REPOSITORY = `(?:${HOST}/)?${PART}(?:/${PART})*`;
const IMAGE = new RegExp(`^${REPOSITORY}(?::(?<tag>[\\w][\\w.-]{0,127}))?(?<digest>@sha256:[0-9a-f]{64})?$`);
const POLICIES = ['Always', 'IfNotPresent', 'Never'];

/** Refuses an image without a version: tomorrow another one could run than was tested today. */
export function requireImage(construct: Construct, { image, imagePullPolicy, imagePullSecrets }: ImageProps): void {
  requireImageName(construct, 'image', image);
  if (imagePullPolicy !== undefined && !POLICIES.includes(imagePullPolicy)) {
    const message = `must be ${POLICIES.join(', ')} or omitted, got ${shown(imagePullPolicy)}`;
    refuse(construct, { setting: 'imagePullPolicy', message, fix: 'omit it for IfNotPresent' });
  }
  requirePullSecrets(construct, imagePullSecrets);
}

/** The same of an image in another setting. */
export function requireImageName(construct: Construct, setting: string, image: string): void {
  const parts = typeof image === 'string' ? IMAGE.exec(image)?.groups : undefined;
  if (!parts) {
    const fix = 'write registry/name:version, such as registry.example/backend:1.0.0';
    refuse(construct, { setting, message: `must be the name of an image, got ${shown(image)}`, fix });
  } else if (!parts['digest'] && (parts['tag'] ?? 'latest') === 'latest') {
    refuse(construct, {
      setting,
      message: `must have a version, got ${shown(image)}`,
      fix: 'add a tag other than latest, or a digest',
    });
  }
}

/** Refuses a repository that isn't the name of an image without tag and digest. */
export function requireRepository(construct: Construct, setting: string, repository: string | undefined): void {
  if (repository === undefined || (typeof repository === 'string' && new RegExp(`^${REPOSITORY}$`).test(repository))) return;
  const message = `must be the name of an image without its version, got ${shown(repository)}`;
  refuse(construct, { setting, message, fix: 'write a repository such as registry.example/elasticsearch' });
}

/** Refuses invalid names of Secrets. */
export function requirePullSecrets(construct: Construct, names: readonly string[] | undefined): void {
  if (names === undefined) return;
  if (!Array.isArray(names)) {
    const message = `must be a list of names of Secrets, got ${shown(names)}`;
    refuse(construct, { setting: 'imagePullSecrets', message, fix: "write a list such as ['registry']" });
    return;
  }
  for (const [index, name] of names.entries()) requireObjectName(construct, `imagePullSecrets[${index}]`, name, 'Secret');
}
