import { type Row, row, web } from './row';

const refused = (object: string, change: string, edit: Row['edit']): Row => row(object, change, 'refused', edit);

// biome-ignore lint/suspicious/noExplicitAny: a manifest's depths have no type here
const podSpec = (manifest: any) => manifest.spec.template.spec;

/** One value that no server takes, one field that it doesn't have or needs, or one API version that is gone. */
const values: readonly Row[] = [
  refused('deployment', 'a misspelt field', (it) => (it.spec.replcas = 4)),
  refused('deployment', 'a misspelt field of a container', (it) => (web(it).livnessProbe = { httpGet: { port: 8080 } })),
  refused('deployment', 'a number as text', (it) => (it.spec.replicas = '4')),
  refused('deployment', 'a variable that is a number', (it) => (web(it).env[0].value = 1)),
  refused('deployment', 'arguments that are one text', (it) => (web(it).args = '--port')),
  refused('deployment', 'replicas below zero', (it) => (it.spec.replicas = -1)),
  refused('deployment', 'a port above the maximum', (it) => (web(it).ports[0].containerPort = 99999)),
  refused('deployment', 'a quantity without meaning', (it) => (web(it).resources.requests.memory = '1 Gi')),
  refused('deployment', 'a container without a name', (it) => delete web(it).name),
  refused('deployment', 'an unknown pull policy', (it) => (web(it).imagePullPolicy = 'Sometimes')),
  refused('config-map', 'a value that is a number', (it) => (it.data.a = 1)),
  refused('cron-job', 'a schedule with four fields', (it) => (it.spec.schedule = '0 3 * *')),
  refused('cron-job', 'a time zone without a name', (it) => (it.spec.timeZone = '')),
  refused('cron-job', 'the time zone of the machine', (it) => (it.spec.timeZone = 'Local')),
  refused('cron-job', 'a time zone that there is not', (it) => (it.spec.timeZone = 'Mars/Phobos')),
  refused('cron-job', 'a time zone as an offset', (it) => (it.spec.timeZone = '+02:00')),
  refused('cron-job', 'a time zone in small letters', (it) => (it.spec.timeZone = 'europe/berlin')),
  refused('service', 'a port without a number', (it) => delete it.spec.ports[0].port),
  refused('role', 'verbs that are one text', (it) => (it.rules[0].verbs = 'get')),
  refused('network-policy', 'an unknown policy type', (it) => (it.spec.policyTypes = ['In'])),
];

/** Two fields, or two items of a list, that contradict each other. */
const pairs: readonly Row[] = [
  refused('deployment', 'labels that the selector does not match', (it) => (it.spec.template.metadata.labels.app = 'www')),
  refused('stateful-set', 'labels that the selector does not match', (it) => (it.spec.template.metadata.labels.app = 'www')),
  refused('daemon-set', 'labels that the selector does not match', (it) => (it.spec.template.metadata.labels.app = 'www')),
  refused('deployment', 'pods that do not restart', (it) => (podSpec(it).restartPolicy = 'Never')),
  refused('cron-job', 'pods that always restart', (it) => (it.spec.jobTemplate.spec.template.spec.restartPolicy = 'Always')),
  refused('deployment', 'a limit below the request', (it) => (web(it).resources.limits = { memory: '512Mi' })),
  refused('deployment', 'a request above the limit', (it) => {
    web(it).resources = { requests: { cpu: '2' }, limits: { cpu: '1' } };
  }),
  refused('deployment', 'a mount without a volume', (it) => web(it).volumeMounts.push({ name: 'none', mountPath: '/none' })),
  refused('deployment', 'a volume that is still mounted', (it) => podSpec(it).volumes.pop()),
  refused('stateful-set', 'a mount without a claim template', (it) => web(it).volumeMounts.push({ name: 'none', mountPath: '/none' })),
  refused('deployment', 'two mounts at one path', (it) => (web(it).volumeMounts[1].mountPath = '/tmp')),
  refused('deployment', 'two containers of one name', (it) => (podSpec(it).containers[1].name = 'web')),
  refused('deployment', 'two volumes of one name', (it) => podSpec(it).volumes.push({ name: 'tmp', emptyDir: {} })),
  refused('deployment', 'two ports of one name', (it) => (web(it).ports[1].name = 'http')),
  refused('deployment', 'one port twice', (it) => (web(it).ports[1].containerPort = 8080)),
  refused('deployment', 'one variable twice', (it) => (web(it).env[1].name = 'A')),
  refused('deployment', 'readiness later than the deadline', (it) => (it.spec.minReadySeconds = 700)),
  refused('deployment', 'a deadline before readiness', (it) =>
    Object.assign(it.spec, { minReadySeconds: 60, progressDeadlineSeconds: 60 }),
  ),
  refused('deployment', 'no pod more and no pod less', (it) => (it.spec.strategy = { rollingUpdate: { maxSurge: 0, maxUnavailable: 0 } })),
  refused('daemon-set', 'no pod less', (it) => (it.spec.updateStrategy = { rollingUpdate: { maxUnavailable: 0 } })),
  refused('daemon-set', 'a pod more and a pod less', (it) => {
    it.spec.updateStrategy = { rollingUpdate: { maxSurge: 1, maxUnavailable: 1 } };
  }),
  refused('full-deployment', 'Recreate beside its rolling update', (it) => (it.spec.strategy.type = 'Recreate')),
  refused('stateful-set', 'OnDelete beside a rolling update', (it) => {
    it.spec.updateStrategy = { type: 'OnDelete', rollingUpdate: { partition: 0 } };
  }),
  refused('deployment', 'two sources of a variable', (it) => {
    web(it).env[0].valueFrom = { configMapKeyRef: { name: 'a', key: 'b' } };
  }),
  refused('deployment', 'two sources of a volume', (it) => (podSpec(it).volumes[0].configMap = { name: 'a' })),
  refused('budget', 'two bounds', (it) => (it.spec.minAvailable = 1)),
  refused('autoscaler', 'a minimum above the maximum', (it) => (it.spec.minReplicas = 100)),
  refused('service', 'no ports', (it) => (it.spec.ports = [])),
  refused('service', 'a traffic policy without such a type', (it) => (it.spec.externalTrafficPolicy = 'Local')),
  refused('service', 'a class without a load balancer', (it) => (it.spec.loadBalancerClass = 'nobody.example/one')),
  refused('service', 'clients without a load balancer', (it) => (it.spec.loadBalancerSourceRanges = ['10.0.0.0/8'])),
  refused('service', 'ports of a load balancer without one', (it) => (it.spec.allocateLoadBalancerNodePorts = true)),
  refused('service', 'a port of the nodes without such a type', (it) => (it.spec.ports[0].nodePort = 31_235)),
  refused('service', 'two ports of one name', (it) => (it.spec.ports[1].name = 'http')),
  refused('service', 'one port twice', (it) => (it.spec.ports[1].port = 80)),
  refused('service', 'two ports of which one has no name', (it) => delete it.spec.ports[1].name),
];

/** What the API server refuses in an object by itself, whatever it was before. */
export const invalid: readonly Row[] = [...values, ...pairs];
