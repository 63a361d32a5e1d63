import type { KubernetesObject } from '../../../manifests/object';
import { tagOf } from './products';

/** Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/ */
const LABEL = 'app.kubernetes.io/version';

/**
 * The version that manifests state for a container: the tag of its image, or else the label of the pods or of their workload.
 *
 * @param reads gives undefined for a text that is no version, such as `latest`
 */
export function statedVersion({ root }: KubernetesObject, image: string, reads: (text: string) => unknown): string | undefined {
  const labels = [root.text('spec', 'template', 'metadata', 'labels', LABEL), root.text('metadata', 'labels', LABEL)];
  return [tagOf(image), ...labels].find((text) => text !== undefined && reads(text) !== undefined);
}
