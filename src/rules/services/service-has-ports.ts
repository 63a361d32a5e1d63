import { servicePorts } from '../../manifests/service';
import type { RefusalRule } from '../rule';

export const serviceHasPorts: RefusalRule = {
  id: 'service-has-ports',
  severity: 'error',
  title: 'A Service has ports, unless it is headless or an ExternalName',
  why: 'The API server rejects the object.',
  fix: 'List its ports, or write clusterIP: None.',
  isRefusal: true,
  appliesTo: ['Service'],
  *check(object) {
    const spec = object.root.at('spec');
    if (servicePorts(object).length > 0 || spec.text('clusterIP') === 'None' || spec.text('type') === 'ExternalName') return;
    yield { at: spec.at('ports'), message: 'the Service has no ports', fix: 'list its ports, or write clusterIP: None' };
  },
};
