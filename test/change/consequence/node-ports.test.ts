import { changeBetween } from '../../../src/change/change';
import { indexed } from '../../indexed';

const service = (ports: readonly object[], more: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web', namespace: 'shop' },
  spec: { type: 'LoadBalancer', selector: { app: 'web' }, ports, ...more },
});

function because(before: object, after: object) {
  const [object] = changeBetween(indexed([before]), indexed([after])).objects;
  return [object?.consequence, object?.fields[0]?.because];
}

const asks = (port: number) =>
  `does the cluster give out ${port} as a port of its nodes? The API server refuses it outside of --service-node-port-range, by default 30000-32767`;

test.each([80, 29_999, 32_768, 40_000])('%i is a question, since the range is an option of the server', (nodePort) => {
  expect(because(service([{ port: 80, nodePort: 31_000 }]), service([{ port: 80, nodePort }]))).toEqual(['in place', asks(nodePort)]);
  expect(because(service([{ port: 80 }]), service([{ port: 80, nodePort }]))).toEqual(['in place', asks(nodePort)]);
});

test('so is that of a port that is added, and that of the health check', () => {
  const one = { name: 'http', port: 80 };
  expect(because(service([one]), service([one, { name: 'https', port: 443, nodePort: 443 }]))[1]).toBe(asks(443));
  const local = { externalTrafficPolicy: 'Local' };
  expect(because(service([one], local), service([one], { ...local, healthCheckNodePort: 8080 }))[1]).toBe(asks(8080));
});

test.each([30_000, 32_767])('%i is in the usual range', (nodePort) => {
  expect(because(service([{ port: 80 }]), service([{ port: 80, nodePort }]))[1]).toBe('the object is updated, and no pod restarts');
});
