import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { clusterScoped, namespaceOf } from './parts/namespace';
import type { PlatformFacts } from './parts/platform-facts';

/** What `Storage` needs. */
export interface StorageProps {
  /** Where volumes come from. */
  readonly platform: PlatformFacts;
}

/**
 * The StorageClass of an application's data: the platform's own where it has one to rely on, else one of the application's.
 *
 * A class of its own binds a volume where its pod goes (`WaitForFirstConsumer`), lets it grow, and keeps it when its claim is deleted (`Retain`).
 * It is named for the application: a provider's class is never declared again, since its parameters can't change.
 */
export class Storage extends Construct {
  /** The StorageClass' name, for claims. */
  readonly className: string;

  constructor(scope: Construct, id: string, props: StorageProps) {
    super(scope, id);
    const { ready, provisioner, parameters } = props.platform.storage;
    this.className = ready?.name ?? `${namespaceOf(this)}-retain`;
    if (ready === undefined) storageClass(this, this.className, provisioner, parameters);
  }
}

function storageClass(
  scope: Construct,
  name: string,
  provisioner: string,
  parameters?: Readonly<Record<string, string>>,
): k8s.KubeStorageClass {
  const object = new k8s.KubeStorageClass(scope, 'class', {
    metadata: { name },
    provisioner,
    parameters,
    volumeBindingMode: 'WaitForFirstConsumer',
    allowVolumeExpansion: true,
    reclaimPolicy: 'Retain',
  });
  return clusterScoped(object);
}
