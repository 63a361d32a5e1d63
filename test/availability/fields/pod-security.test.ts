import type { Topology } from '../../../src/availability';
import { judge } from '../judged';
import type { workload } from '../manifests';
import { cluster, service, version } from './designs';

function answer(documents: readonly unknown[], topology: Topology = cluster): string {
  const [first] = judge(documents, topology, { withoutAdvice: true }).services;
  return `${first?.verdict}: ${first?.because}`;
}

const proved = 'proved: no single event of those required stops it';
const namespace = (enforce: string, version = 'latest') => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: {
    name: 'shop',
    labels: { 'pod-security.kubernetes.io/enforce': enforce, 'pod-security.kubernetes.io/enforce-version': version },
  },
});
const restrictedPod = { securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } } };
const dropAll = { capabilities: { drop: ['ALL'] } };
const restricted = (pod: Record<string, unknown> = restrictedPod, securityContext: Record<string, unknown> = {}) =>
  service(pod, {}, { securityContext: { allowPrivilegeEscalation: false, ...dropAll, ...securityContext } });
const forbids = (level: string, what: string) =>
  `refuted: its pods are never created: Namespace 'shop' enforces ${level}, which forbids ${what}`;
const contained = (container: Record<string, unknown>, pod: Record<string, unknown> = {}) => service(pod, {}, container);
const setting = (name: string) => service({ securityContext: { sysctls: [{ name, value: '1' }] } });

function annotated(name: string, value: string) {
  const [web, ...rest] = service() as [ReturnType<typeof workload>, unknown];
  const metadata = { ...web.spec.template.metadata, annotations: { [name]: value } };
  return [{ ...web, spec: { ...web.spec, template: { ...web.spec.template, metadata } } }, ...rest];
}

test('privileged forbids nothing', () => {
  expect(answer([...service({ hostPID: true }), namespace('privileged')])).toBe(proved);
});

test.each([
  [service({ hostPID: true }), 'hostPID'],
  [service({}, {}, { securityContext: { privileged: true } }), 'privileged containers'],
  [service({}, {}, { securityContext: { capabilities: { add: ['NET_ADMIN'] } } }), 'the capability NET_ADMIN'],
  [service({ volumes: [{ name: 'data', hostPath: { path: '/var' } }] }), 'hostPath volumes'],
  [service({}, {}, { ports: [{ containerPort: 80, hostPort: 80 }] }), 'host ports'],
  [service({}, {}, { securityContext: { seLinuxOptions: { type: 'spc_t' } } }), 'that type of seLinuxOptions'],
  [service({ securityContext: { seLinuxOptions: { user: 'system_u' } } }), 'a user or role in seLinuxOptions'],
  [service({ securityContext: { seccompProfile: { type: 'Unconfined' } } }), 'an unconfined seccompProfile'],
  [service({ securityContext: { appArmorProfile: { type: 'Unconfined' } } }), 'an unconfined appArmorProfile'],
  [service({ securityContext: { sysctls: [{ name: 'kernel.msgmax', value: '1' }] } }), 'the sysctl kernel.msgmax'],
  [service({ hostNetwork: true, securityContext: { windowsOptions: { hostProcess: true } } }), 'hostProcess'],
  [contained({ securityContext: { procMount: 'Unmasked' } }), 'an unmasked procMount'],
  [contained({ livenessProbe: { httpGet: { host: 'localhost', port: 80 } } }), 'a host in probes or lifecycle hooks'],
  [contained({ startupProbe: { tcpSocket: { host: 'localhost', port: 80 } } }), 'a host in probes or lifecycle hooks'],
  [contained({ lifecycle: { preStop: { httpGet: { host: 'localhost', port: 80 } } } }), 'a host in probes or lifecycle hooks'],
  [annotated('container.apparmor.security.beta.kubernetes.io/main', 'unconfined'), 'an unconfined appArmorProfile'],
])('baseline refuses %#', (broken, what) => {
  expect(answer([...broken, namespace('baseline')])).toBe(forbids('baseline', what));
  expect(answer([...service(), namespace('baseline')])).toBe(proved);
});

test.each([
  [service(restrictedPod), 'containers without allowPrivilegeEscalation: false'],
  [restricted({ securityContext: { seccompProfile: { type: 'RuntimeDefault' } } }), 'pods without runAsNonRoot: true'],
  [
    restricted({ securityContext: { ...restrictedPod.securityContext, runAsNonRoot: false } }, { runAsNonRoot: true }),
    'pods without runAsNonRoot: true',
  ],
  [restricted({ ...restrictedPod, hostUsers: false }, { procMount: 'Unmasked' }), 'an unmasked procMount'],
  [restricted(restrictedPod, { runAsUser: 0 }), 'runAsUser: 0'],
  [restricted({ securityContext: { runAsNonRoot: true } }), 'pods without seccompProfile'],
  [restricted(restrictedPod, { capabilities: {} }), 'containers that do not drop the capability ALL'],
  [restricted(restrictedPod, { capabilities: { drop: ['ALL'], add: ['CHOWN'] } }), 'the capability CHOWN'],
  [restricted({ ...restrictedPod, volumes: [{ name: 'data', nfs: { server: 'a', path: '/' } }] }), 'the type of volume data'],
])('restricted refuses %#', (broken, what) => {
  expect(answer([...broken, namespace('restricted')])).toBe(forbids('restricted', what));
  expect(answer([...restricted(), namespace('restricted')])).toBe(proved);
});

test('restricted lets a pod run as root in a user namespace of its own', () => {
  const pod = { hostUsers: false, securityContext: { seccompProfile: { type: 'RuntimeDefault' } } };
  expect(answer([...restricted(pod), namespace('restricted')])).toBe(proved);
});

test.each([
  ['net.ipv4.ip_local_reserved_ports', 26, 27],
  ['net.ipv4.tcp_keepalive_time', 28, 29],
  ['net.ipv4.tcp_rmem', 31, 32],
])('%s is allowed by newer standards', (name, before, since) => {
  expect(answer([...setting(name), namespace('baseline', `v1.${before}`)])).toBe(forbids('baseline', `the sysctl ${name}`));
  expect(answer([...setting(name), namespace('baseline', `v1.${since}`)])).toBe(proved);
  expect(answer([...setting(name), namespace('baseline')])).toBe(proved);
});

test('a type of SELinux is allowed by newer standards', () => {
  const typed = service({ securityContext: { seLinuxOptions: { type: 'container_engine_t' } } });
  expect(answer([...typed, namespace('baseline', 'v1.30')])).toBe(forbids('baseline', 'that type of seLinuxOptions'));
  expect(answer([...typed, namespace('baseline', 'v1.31')])).toBe(proved);
});

test('hosts of probes are refused by newer standards, and only where Kubernetes has them', () => {
  const probing = contained({ readinessProbe: { httpGet: { host: 'localhost', port: 80 } } });
  const refused = forbids('baseline', 'a host in probes or lifecycle hooks');
  expect(answer([...probing, namespace('baseline', 'v1.34')])).toBe(refused);
  expect(answer([...probing, namespace('baseline', 'v1.33')])).toBe(proved);
  expect(answer([...probing, namespace('baseline')], version('1.33'))).toBe(proved);
  expect(answer([...probing, namespace('baseline', 'v1.99')])).toBe(refused);
});

test('a user namespace of its own lets a pod unmask /proc, and run as root, since 1.35', () => {
  const unmasked = contained({ securityContext: { procMount: 'Unmasked' } }, { hostUsers: false });
  const beyond = 'unknown: field spec.template.spec.containers[0].securityContext.procMount of Deployment/shop/web is not modelled';
  expect(answer([...unmasked, namespace('baseline')])).toBe(beyond);
  expect(answer([...unmasked, namespace('baseline', 'v1.34')])).toBe(forbids('baseline', 'an unmasked procMount'));
  const root = restricted({ hostUsers: false, securityContext: { seccompProfile: { type: 'RuntimeDefault' } } });
  expect(answer([...root, namespace('restricted', 'v1.34')])).toBe(forbids('restricted', 'pods without runAsNonRoot: true'));
});

test('standards before 1.25 are not modelled', () => {
  expect(answer([...service(), namespace('baseline', 'v1.24')])).toBe(
    'unknown: its pods may be refused: the Pod Security Standards of 1.24 are not modelled',
  );
  expect(answer([...service(), namespace('baseline', 'v1.25')])).toBe(proved);
});

test('a level that does not exist is restricted', () => {
  expect(answer([...service(), namespace('Baseline')])).toBe(forbids('Baseline', 'pods without runAsNonRoot: true'));
});

test('an AppArmor profile of the runtime is allowed', () => {
  expect(answer([...annotated('container.apparmor.security.beta.kubernetes.io/main', 'runtime/default'), namespace('baseline')])).toBe(
    proved,
  );
});
