import { configMapsOf } from '../../manifests/configuration';
import { podMakers } from '../../manifests/pod';
import { missing } from '../resolve';
import type { Rule } from '../rule';

export const configMapExists: Rule = {
  id: 'config-map-exists',
  severity: 'error',
  title: 'Every ConfigMap that pods read exists',
  why: 'The pods stay in ContainerCreating or CreateContainerConfigError until the ConfigMap is created in their namespace.',
  fix: 'Correct the name, or add the ConfigMap.',
  appliesTo: podMakers,
  *check(object, context) {
    for (const reference of configMapsOf(object)) {
      const complaint = reference.optional ? undefined : missing(reference, context);
      if (complaint) yield complaint;
    }
  },
};
