import type { Assumption } from '../availability';
import type { Topology } from '../cluster/topology';
import { kubernetesVersions } from '../schema';

/** What is taken for granted of a version of Kubernetes whose schemas are not known. */
export function schemaAssumption({ kubernetes }: Topology): readonly Assumption[] {
  if (kubernetesVersions.includes(kubernetes)) return [];
  const [newest] = kubernetesVersions;
  return [{ what: `fields of Kubernetes ${kubernetes}`, value: `those of ${newest}`, source: `its own schemas are not known` }];
}
