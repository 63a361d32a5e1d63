import { k8s } from 'cdk8s-plus-27';
import type { IngressClass, Manifest, Protection } from '../../../../src';
import { manifestsOf } from '../../../objects';

const to = { service: 'backend', name: 'api', number: 8080, selector: { app: 'backend' }, workload: 'Deployment/backend' };

/** What the construct writes for a Service `backend`, and the Service itself. */
export function manifestsFor(ingressClass: IngressClass, protection?: Protection): Manifest[] {
  return manifestsOf((chart) => {
    new k8s.KubeService(chart, 'service', { metadata: { name: 'backend', namespace: 'shop' } });
    ingressClass.publish(chart, { routes: [{ path: '/', to, protection }], hosts: [] });
  });
}
