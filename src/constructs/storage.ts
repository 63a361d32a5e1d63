import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { kubeObject, standIn } from './parts/kube-object';
import { componentLabel } from './parts/labels';
import { clusterScoped, namespaceOf } from './parts/namespace';
import { type PlatformFacts, requirePlatform } from './parts/platform-facts';

/** The props of `Storage`. */
export interface StorageProps {
  /** The platform that provides the volumes. */
  readonly platform: PlatformFacts;
}

/**
 * The StorageClass of an application's data: a class of the platform if it has a suitable one, otherwise a class of the application.
 *
 * The application's class binds a volume in the zone of its pod (`WaitForFirstConsumer`), allows expansion, and keeps the volume when its claim is
 * deleted (`Retain`). It is named after the application. A provider's class is never redefined, because its parameters are immutable.
 */
export class Storage extends Construct {
  /** The StorageClass' name, for claims. */
  readonly className: string;

  /** The application's own StorageClass, undefined if the platform has a suitable one. `ApiObject.of(storage)` returns it too. */
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
