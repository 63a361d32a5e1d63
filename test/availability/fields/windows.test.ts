import { judge } from '../judged';
import { claim, cluster, mounted, service, storageClass } from './designs';

function answer(documents: readonly unknown[]): string {
  const [first] = judge(documents, cluster, { withoutAdvice: true }).services;
  return `${first?.verdict}: ${first?.because}`;
}

const options = (windowsOptions: Record<string, unknown>) => ({ securityContext: { windowsOptions } });
const linux = { os: { name: 'linux' } };
const host = { hostProcess: true };

describe('options of Windows', () => {
  test('are not modelled', () => {
    expect(answer(service(options({ runAsUserName: 'web' })))).toBe(
      'unknown: field spec.template.spec.securityContext.windowsOptions of Deployment/shop/web is not modelled',
    );
    expect(answer(service({}, {}, options({ runAsUserName: 'web' })))).toBe(
      'unknown: field spec.template.spec.containers[0].securityContext.windowsOptions of Deployment/shop/web is not modelled',
    );
    expect(answer(service(linux))).toBe('proved: no single event of those required stops it');
  });

  test.each([
    ['of a pod of Linux', service({ ...linux, ...options({ runAsUserName: 'web' }) }), 'os linux excludes windowsOptions'],
    ['of a container of Linux', service(linux, {}, options({ runAsUserName: 'web' })), 'os linux excludes windowsOptions'],
    [
      'of a container other than its pod',
      service({ hostNetwork: true, ...options(host) }, {}, options({ hostProcess: false })),
      'hostProcess of windowsOptions is not the same for the pod and all containers',
    ],
    [
      'of some containers',
      service({
        hostNetwork: true,
        containers: [
          { name: 'main', image: 'registry.example/main:1', ...options(host) },
          { name: 'other', image: 'registry.example/main:1' },
        ],
      }),
      'hostProcess of windowsOptions is not the same for the pod and all containers',
    ],
    ['in the network of the pod', service(options(host)), 'hostProcess of windowsOptions needs hostNetwork'],
  ])('are refused %s', (_, documents, because) => {
    expect(answer(documents)).toBe(`refuted: its pods are never created: ${because}`);
  });

  test('of the node in all containers are not refused', () => {
    expect(answer(service({ hostNetwork: true, ...options(host) }))).toBe(
      'unknown: field spec.template.spec.securityContext.windowsOptions of Deployment/shop/web is not modelled',
    );
  });
});

test('a device of the node is none of another user namespace', () => {
  const devices = { volumeDevices: [{ name: 'data', devicePath: '/dev/data' }] };
  const rest = [claim('ReadWriteMany', { volumeMode: 'Block' }), storageClass('disk', { provisioner: 'rbd.csi.ceph.com' })];
  expect(answer([...service({ ...mounted, hostUsers: false }, {}, devices), ...rest])).toBe(
    'refuted: its pods are never created: volumeDevices of container main exclude hostUsers: false',
  );
});
