import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { kubeObject, standIn } from './parts/kube-object';
import { componentLabel } from './parts/labels';
import { clusterScoped, namespaceOf } from './parts/namespace';
import { type PlatformFacts, requirePlatform } from './parts/platform-facts';

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

  /** The application's own StorageClass, undefined where the platform has one to rely on. `ApiObject.of(storage)` finds it too. */
  readonly storageClass?: k8s.KubeStorageClass;

  constructor(scope: Construct, id: string, props: StorageProps) {
    super(scope, id);
    if (!requirePlatform(this, props.platform)) {
      this.className = 'refused';
      this.storageClass = standIn(k8s.KubeStorageClass);
      return;
    }
    const { ready, provisioner, parameters } = props.platform.storage;
    this.className = ready?.name ?? `${namespaceOf(this)}-retain`;
    if (ready !== undefined) return;
    this.storageClass = storageClass(this, this.className, provisioner, parameters);
    this.node.defaultChild = this.storageClass;
  }
}

function storageClass(
  scope: Construct,
  name: string,
  provisioner: string,
  parameters?: Readonly<Record<string, string>>,
): k8s.KubeStorageClass {
  const object = kubeObject(k8s.KubeStorageClass, scope, 'class', {
    metadata: { name, labels: componentLabel('storage') },
    provisioner,
    parameters,
    volumeBindingMode: 'WaitForFirstConsumer',
    allowVolumeExpansion: true,
    reclaimPolicy: 'Retain',
  });
  return clusterScoped(object);
}
