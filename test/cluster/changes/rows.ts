import { invalid } from './invalid';
import { jobs } from './jobs';
import { type Row, row, web } from './row';

const deployment: readonly Row[] = [
  row('deployment', 'nothing', undefined, () => {}),
  row('deployment', '1000m instead of 1', undefined, (it) => (web(it).resources.requests.cpu = '1000m')),
  { ...row('deployment', 'a number instead of 1Gi', undefined, (it) => (web(it).resources.requests.memory = 2 ** 30)), isOtherText: true },
  row('deployment', 'defaults written out', undefined, (it) => {
    Object.assign(it.spec, { strategy: {}, revisionHistoryLimit: 10, progressDeadlineSeconds: 600, paused: false });
    Object.assign(it.spec.template.spec, { restartPolicy: 'Always', dnsPolicy: 'ClusterFirst', hostNetwork: false, securityContext: {} });
    Object.assign(web(it), { imagePullPolicy: 'IfNotPresent', terminationMessagePath: '/dev/termination-log', stdin: false });
    web(it).ports[0].protocol = 'TCP';
  }),
  row('deployment', 'empty parts', undefined, (it) => {
    Object.assign(it.metadata, { annotations: {}, finalizers: [] });
    Object.assign(web(it), { command: [], envFrom: null, lifecycle: null });
    it.spec.template.spec.nodeSelector = {};
  }),
  row('deployment', 'an image', 'rollout', (it) => (web(it).image = 'registry.example/web:1.0.1')),
  row(
    'deployment',
    'an image of an init container',
    'rollout',
    (it) => (it.spec.template.spec.initContainers[0].image = 'registry.example/init:2'),
  ),
  row('deployment', 'a request', 'rollout', (it) => (web(it).resources.requests.cpu = '2')),
  row('deployment', 'a label of the pods', 'rollout', (it) => (it.spec.template.metadata.labels.tier = 'front')),
  row('deployment', 'an annotation of the pods', 'rollout', (it) => (it.spec.template.metadata.annotations = { checksum: '1' })),
  row('deployment', 'the order of ports', 'rollout', (it) => web(it).ports.reverse()),
  row('deployment', 'the order of variables', 'rollout', (it) => web(it).env.reverse()),
  row('deployment', 'the order of mounts', 'rollout', (it) => web(it).volumeMounts.reverse()),
  row('deployment', 'the order of volumes', 'rollout', (it) => it.spec.template.spec.volumes.reverse()),
  row('deployment', 'the order of containers', 'rollout', (it) => it.spec.template.spec.containers.reverse()),
  row('deployment', 'the order of tolerations', 'rollout', (it) => it.spec.template.spec.tolerations.reverse()),
  row('deployment', 'an empty security context', 'rollout', (it) => (web(it).securityContext = {})),
  row('deployment', 'a probe', 'rollout', (it) => (web(it).readinessProbe.periodSeconds = 5)),
  row('deployment', 'a service account', 'rollout', (it) => (it.spec.template.spec.serviceAccountName = 'account')),
  row('deployment', 'a grace period', 'rollout', (it) => (it.spec.template.spec.terminationGracePeriodSeconds = 60)),
  row('deployment', 'null in place of what is left out', undefined, (it) => {
    Object.assign(it.spec.template.spec, { affinity: null, hostAliases: null, nodeName: null });
    it.metadata.annotations = null;
  }),
  row('deployment', 'replicas', 'in place', (it) => (it.spec.replicas = 1)),
  row('deployment', 'Recreate, where defaults of a rolling update stay', 'refused', (it) => (it.spec.strategy = { type: 'Recreate' })),
  row(
    'full-deployment',
    'Recreate, where the rolling update was written out',
    'in place',
    (it) => (it.spec.strategy = { type: 'Recreate' }),
  ),
  row('full-deployment', 'the defaults of a rolling update', 'in place', (it) => delete it.spec.strategy),
  row('recreated-deployment', 'a rolling update', 'in place', (it) => delete it.spec.strategy),
  row('deployment', 'maxSurge', 'in place', (it) => (it.spec.strategy = { rollingUpdate: { maxSurge: 1 } })),
  row('deployment', 'minReadySeconds', 'in place', (it) => (it.spec.minReadySeconds = 10)),
  row('deployment', 'a label of its own', 'in place', (it) => (it.metadata.labels.team = 'b')),
  row('deployment', 'an annotation of its own', 'in place', (it) => (it.metadata.annotations = { a: 'b' })),
  row('deployment', 'a paused rollout', 'in place', (it) => {
    it.spec.paused = true;
    web(it).image = 'registry.example/web:2';
  }),
  row('deployment', 'the selector', 'refused', (it) => {
    it.spec.selector.matchLabels.app = 'www';
    it.spec.template.metadata.labels.app = 'www';
  }),
];

const statefulSet: readonly Row[] = [
  row('stateful-set', 'nothing', undefined, () => {}),
  row('stateful-set', '2048Mi instead of 2Gi', undefined, (it) => (web(it).resources.requests.memory = '2048Mi')),
  row('stateful-set', 'half a core', undefined, (it) => (web(it).resources.requests.cpu = '0.5')),
  row('stateful-set', 'a number instead of 2Gi', 'rollout', (it) => (web(it).resources.requests.memory = String(2 ** 31))),
  row('stateful-set', 'defaults written out', undefined, (it) => {
    Object.assign(it.spec, { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } }, revisionHistoryLimit: 10 });
    it.spec.persistentVolumeClaimRetentionPolicy = { whenDeleted: 'Retain' };
    it.spec.volumeClaimTemplates[0].spec.volumeMode = 'Filesystem';
  }),
  row('stateful-set', 'an image', 'rollout', (it) => (web(it).image = 'registry.example/db:2')),
  row('stateful-set', 'the order of ports', 'rollout', (it) => web(it).ports.reverse()),
  row('stateful-set', 'replicas', 'in place', (it) => (it.spec.replicas = 1)),
  row('stateful-set', 'OnDelete, where the default partition stays', 'refused', (it) => (it.spec.updateStrategy = { type: 'OnDelete' })),
  row('stateful-set', 'a partition', 'in place', (it) => (it.spec.updateStrategy = { rollingUpdate: { partition: 1 } })),
  row(
    'stateful-set',
    'claims deleted with it',
    'data at risk',
    (it) => (it.spec.persistentVolumeClaimRetentionPolicy = { whenDeleted: 'Delete' }),
  ),
  row('stateful-set', 'other ordinals', 'data at risk', (it) => (it.spec.ordinals = { start: 5 })),
  row('stateful-set', 'serviceName', 'refused', (it) => (it.spec.serviceName = 'other')),
  row('stateful-set', 'podManagementPolicy', 'refused', (it) => (it.spec.podManagementPolicy = 'OrderedReady')),
  row('stateful-set', 'the selector', 'refused', (it) => {
    it.spec.selector.matchLabels.app = 'sql';
    it.spec.template.metadata.labels.app = 'sql';
  }),
  row('stateful-set', 'a larger claim', 'refused', (it) => (it.spec.volumeClaimTemplates[0].spec.resources.requests.storage = '200Gi')),
  row('stateful-set', 'a smaller claim', 'refused', (it) => (it.spec.volumeClaimTemplates[0].spec.resources.requests.storage = '50Gi')),
  row(
    'stateful-set',
    'the same claim in other words',
    undefined,
    (it) => (it.spec.volumeClaimTemplates[0].spec.resources.requests.storage = '102400Mi'),
  ),
  row('stateful-set', 'the class of a claim', 'refused', (it) => (it.spec.volumeClaimTemplates[0].spec.storageClassName = 'other')),
  {
    ...row('stateful-set', 'the name of a claim', 'data at risk', (it) => {
      it.spec.volumeClaimTemplates[0].metadata.name = 'files';
      web(it).volumeMounts[0].name = 'files';
    }),
    isRefused: true,
  },
  row('stateful-set', 'a label of a claim', 'refused', (it) => (it.spec.volumeClaimTemplates[0].metadata.labels = { a: 'b' })),
];

const otherWorkloads: readonly Row[] = [
  row('daemon-set', 'an image', 'rollout', (it) => (web(it).image = 'registry.example/agent:2')),
  row('daemon-set', 'a number instead of 2Gi', 'rollout', (it) => (web(it).resources.requests.memory = 2 ** 31)),
  row('daemon-set', 'OnDelete', 'in place', (it) => (it.spec.updateStrategy = { type: 'OnDelete' })),
  row('daemon-set', 'maxUnavailable', 'in place', (it) => (it.spec.updateStrategy = { rollingUpdate: { maxUnavailable: 2 } })),
  row('daemon-set', 'the selector', 'refused', (it) => {
    it.spec.selector.matchLabels.app = 'other';
    it.spec.template.metadata.labels.app = 'other';
  }),
  row('replica-set', 'an image', 'in place', (it) => (web(it).image = 'registry.example/main:2')),
  row('replica-set', 'the selector', 'refused', (it) => {
    it.spec.selector.matchLabels.app = 'other';
    it.spec.template.metadata.labels.app = 'other';
  }),
];

const storage: readonly Row[] = [
  row('claim', 'nothing, in other words', undefined, (it) => (it.spec.resources.requests.storage = '10240Mi')),
  row('claim', 'more storage', 'in place', (it) => (it.spec.resources.requests.storage = '20Gi')),
  row('claim', 'less storage', 'refused', (it) => (it.spec.resources.requests.storage = '5Gi')),
  row('claim', 'the class', 'refused', (it) => (it.spec.storageClassName = 'fixed')),
  row('claim', 'the access mode', 'refused', (it) => (it.spec.accessModes = ['ReadWriteMany'])),
  row('fixed-claim', 'more storage', 'refused', (it) => (it.spec.resources.requests.storage = '20Gi')),
  row('volume', 'the disk', 'refused', (it) => (it.spec.csi.volumeHandle = 'b')),
  row('volume', 'nodeAffinity', 'refused', (it) => (it.spec.nodeAffinity.required.nodeSelectorTerms[0].matchExpressions[0].values = ['b'])),
  row('volume', 'the reclaim policy', 'data at risk', (it) => (it.spec.persistentVolumeReclaimPolicy = 'Delete')),
  row('volume', 'the capacity', 'in place', (it) => (it.spec.capacity.storage = '20Gi')),
  row('volume', 'what is mounted', 'refused', (it) => (it.spec.volumeMode = 'Block')),
  row('volume', 'the class', 'in place', (it) => (it.spec.storageClassName = 'other')),
  row('attributes-class', 'a parameter', 'refused', (it) => (it.parameters.iops = '2000')),
  row('attributes-class', 'the driver', 'refused', (it) => (it.driverName = 'csi.other')),
  row('storage-class', 'a parameter', 'refused', (it) => (it.parameters.type = 'slow')),
  row('storage-class', 'the provisioner', 'refused', (it) => (it.provisioner = 'csi.other')),
  row('storage-class', 'the reclaim policy', 'refused', (it) => (it.reclaimPolicy = 'Delete')),
  row('storage-class', 'the binding mode', 'refused', (it) => (it.volumeBindingMode = 'Immediate')),
  row('storage-class', 'expansion', 'in place', (it) => (it.allowVolumeExpansion = true)),
  row('storage-class', 'mount options', 'in place', (it) => (it.mountOptions = ['discard'])),
  row('csi-driver', 'attachRequired', 'refused', (it) => (it.spec.attachRequired = false)),
  row('csi-driver', 'fsGroupPolicy', 'in place', (it) => (it.spec.fsGroupPolicy = 'File')),
  row('csi-driver', 'volumeLifecycleModes', 'refused', (it) => (it.spec.volumeLifecycleModes = ['Ephemeral'])),
  row('csi-driver', 'podInfoOnMount', 'in place', (it) => (it.spec.podInfoOnMount = false)),
];

const configuration: readonly Row[] = [
  row('config-map', 'a value', 'in place', (it) => (it.data.a = 'two')),
  row('config-map', 'made immutable', 'in place', (it) => (it.immutable = true)),
  row('immutable-config-map', 'a value', 'refused', (it) => (it.data.a = 'two')),
  row('immutable-config-map', 'a key more', 'refused', (it) => (it.data.b = 'two')),
  row('immutable-config-map', 'a binary value', 'refused', (it) => (it.binaryData = { b: 'b25l' })),
  row('immutable-config-map', 'no longer immutable', 'refused', (it) => delete it.immutable),
  row('immutable-config-map', 'a label', 'in place', (it) => (it.metadata.labels = { a: 'b' })),
  row('secret', 'data instead of stringData', undefined, (it) => {
    delete it.stringData;
    it.data = { a: 'b25l' };
  }),
  row('secret', 'a value', 'in place', (it) => (it.stringData.a = 'two')),
  row('secret', 'the type', 'refused', (it) => (it.type = 'example.com/other')),
  row('immutable-secret', 'a value', 'refused', (it) => (it.stringData.a = 'two')),
  row('immutable-secret', 'no longer immutable', 'refused', (it) => delete it.immutable),
];

const network: readonly Row[] = [
  row('service', 'defaults written out', undefined, (it) =>
    Object.assign(it.spec, { type: 'ClusterIP', sessionAffinity: 'None', internalTrafficPolicy: 'Cluster', ipFamilyPolicy: 'SingleStack' }),
  ),
  row('service', 'a target port that is the port', undefined, (it) => (it.spec.ports[1].targetPort = 9090)),
  row('service', 'the selector', 'in place', (it) => (it.spec.selector.app = 'other')),
  row('service', 'a port', 'in place', (it) => (it.spec.ports[0].port = 8080)),
  row('service', 'the order of ports', 'none', (it) => it.spec.ports.reverse()),
  row('service', 'another type', 'in place', (it) => (it.spec.type = 'LoadBalancer')),
  row('service', 'an address', 'refused', (it) => (it.spec.clusterIP = '10.96.200.200')),
  row('service', 'headless', 'refused', (it) => (it.spec.clusterIP = 'None')),
  row('balanced', 'the class of the load balancer', 'refused', (it) => (it.spec.loadBalancerClass = 'nobody.example/two')),
  row('balanced', 'another family', 'refused', (it) => (it.spec.ipFamilies = ['IPv6'])),
  row('balanced', 'a port of the nodes', 'in place', (it) => (it.spec.ports[0].nodePort = 31_234)),
  row('balanced', 'a type without what only a load balancer has', 'in place', (it) => (it.spec.type = 'ClusterIP')),
  row('balanced', 'a type that has no list of clients', 'refused', (it) =>
    Object.assign(it.spec, { type: 'ClusterIP', loadBalancerSourceRanges: ['10.0.0.0/8'] }),
  ),
  row('balanced', 'a type without another class than before', 'refused', (it) =>
    Object.assign(it.spec, { type: 'ClusterIP', loadBalancerClass: 'nobody.example/two' }),
  ),
  row('service-cidr', 'a second family', 'in place', (it) => it.spec.cidrs.push('fd00:200::/112')),
  {
    ...row('balanced', 'a port of the nodes below the usual range', 'in place', (it) => (it.spec.ports[0].nodePort = 8080)),
    isRefused: true,
  },
  {
    ...row('balanced', 'a port of the nodes above the usual range', 'in place', (it) => (it.spec.ports[0].nodePort = 40_000)),
    isRefused: true,
  },
  row('balanced', 'no ports of the nodes', 'in place', (it) => (it.spec.allocateLoadBalancerNodePorts = false)),
  row('service-cidr', 'another range', 'refused', (it) => (it.spec.cidrs = ['10.201.0.0/24'])),
  row('service-cidr', 'a label', 'in place', (it) => (it.metadata.labels = { a: 'b' })),
  row('controller-revision', 'the data', 'refused', (it) => (it.data.a = '2')),
  row('controller-revision', 'the number', 'in place', (it) => (it.revision = 2)),
  row('service', 'ExternalName', 'in place', (it) => (it.spec = { type: 'ExternalName', externalName: 'shop.example' })),
  row('headless', 'an address of the server', 'none', (it) => delete it.spec.clusterIP),
  row('headless', 'an address', 'refused', (it) => (it.spec.clusterIP = '10.96.200.201')),
  row('ingress', 'a host', 'in place', (it) => (it.spec.rules[0].host = 'other.example')),
  row('ingress', 'the class', 'in place', (it) => (it.spec.ingressClassName = 'other')),
  row('ingress-class', 'the controller', 'refused', (it) => (it.spec.controller = 'example.com/b')),
  row('network-policy', 'defaults written out', undefined, (it) => (it.spec.policyTypes = ['Ingress'])),
  row('network-policy', 'the protocol that is the default', undefined, (it) => (it.spec.ingress[0].ports[0].protocol = 'TCP')),
  row('network-policy', 'the pods', 'in place', (it) => (it.spec.podSelector = {})),
  row('slice', 'the address type', 'refused', (it) => {
    it.addressType = 'IPv6';
    it.endpoints = [{ addresses: ['fd00::1'] }];
  }),
  row('slice', 'an endpoint', 'in place', (it) => (it.endpoints = [{ addresses: ['10.0.0.2'] }])),
];

const policies: readonly Row[] = [
  row('budget', 'the selector', 'in place', (it) => (it.spec.selector.matchLabels.app = 'other')),
  row('budget', 'maxUnavailable', 'in place', (it) => (it.spec.maxUnavailable = 2)),
  row('budget', 'a percentage', 'in place', (it) => (it.spec.maxUnavailable = '50%')),
  row('autoscaler', 'defaults written out', undefined, (it) => (it.spec.minReplicas = 1)),
  row('autoscaler', 'maxReplicas', 'in place', (it) => (it.spec.maxReplicas = 6)),
  row('namespace', 'a label', 'in place', (it) => (it.metadata.labels = { team: 'a' })),
  row('namespace', 'its own label', undefined, (it) => (it.metadata.labels = { 'kubernetes.io/metadata.name': it.metadata.name })),
  row('quota', 'the same amount', undefined, (it) => (it.spec.hard['requests.cpu'] = '100000m')),
  row('quota', 'another amount', 'in place', (it) => (it.spec.hard['requests.cpu'] = '200')),
  row('quota', 'a scope', 'refused', (it) => (it.spec.scopes = ['Terminating'])),
  row('quota', 'a scope selector', 'in place', (it) => {
    it.spec.scopeSelector = { matchExpressions: [{ scopeName: 'PriorityClass', operator: 'Exists' }] };
  }),
  row('limit-range', 'a maximum', 'in place', (it) => (it.spec.limits[0].max.storage = '2Ti')),
  row('account', 'automounting', 'in place', (it) => (it.automountServiceAccountToken = true)),
  row('role', 'a rule', 'in place', (it) => it.rules[0].verbs.push('list')),
  row('role-binding', 'the role', 'refused', (it) => (it.roleRef.name = 'other')),
  row('role-binding', 'a subject', 'in place', (it) => (it.subjects[0].name = 'other')),
  row('cluster-role-binding', 'defaults written out', undefined, (it) => {
    it.roleRef.apiGroup = 'rbac.authorization.k8s.io';
    it.subjects[0].apiGroup = 'rbac.authorization.k8s.io';
  }),
  row('cluster-role-binding', 'the role', 'refused', (it) => (it.roleRef.name = 'edit')),
  row('priority-class', 'the value', 'refused', (it) => (it.value = 2000)),
  row('priority-class', 'preemption', 'refused', (it) => (it.preemptionPolicy = 'Never')),
  row('priority-class', 'a description', 'in place', (it) => (it.description = 'what for')),
  row('runtime-class', 'the handler', 'refused', (it) => (it.handler = 'gvisor')),
  row('runtime-class', 'the overhead', 'in place', (it) => (it.overhead = { podFixed: { cpu: '10m' } })),
  row('resource-claim', 'the device', 'refused', (it) => (it.spec.devices.requests[0].exactly.deviceClassName = 'other')),
  row('resource-claim', 'a label', 'in place', (it) => (it.metadata.labels = { a: 'b' })),
  row('resource-claim-template', 'the device', 'refused', (it) => (it.spec.spec.devices.requests[0].exactly.deviceClassName = 'other')),
  row('webhooks', 'defaults written out', undefined, (it) => Object.assign(it.webhooks[0], { timeoutSeconds: 10, namespaceSelector: {} })),
  row('webhooks', 'a timeout', 'in place', (it) => (it.webhooks[0].timeoutSeconds = 5)),
];

const custom: readonly Row[] = [
  row('things.example.com', 'defaults written out', undefined, (it) =>
    Object.assign(it.spec.names, { singular: 'thing', listKind: 'ThingList' }),
  ),
  row('things.example.com', 'the scope', 'refused', (it) => (it.spec.scope = 'Cluster')),
  row('things.example.com', 'the group', 'refused', (it) => (it.spec.group = 'example.org')),
  row('things.example.com', 'a version more', 'in place', (it) =>
    it.spec.versions.push({ ...it.spec.versions[0], name: 'v2', storage: false }),
  ),
  row('things.example.com', 'another version that objects are stored in', 'in place', (it) => {
    it.spec.versions.push({ ...it.spec.versions[0], name: 'v2' });
    it.spec.versions[0].storage = false;
  }),
  row('things.example.com', 'the version that objects are stored in is gone', 'refused', (it) => {
    it.spec.versions = [{ ...it.spec.versions[0], name: 'v2' }];
  }),
  row('things.example.com', 'a short name', 'in place', (it) => (it.spec.names.shortNames = ['th'])),
  row('certificate', 'a name', 'in place', (it) => it.spec.dnsNames.push('www.shop.example')),
  row('certificate', 'an empty map', undefined, (it) => (it.metadata.labels = {})),
];

/** Every change that is held against a real API server. */
export const rows: readonly Row[] = [
  ...deployment,
  ...statefulSet,
  ...otherWorkloads,
  ...jobs,
  ...storage,
  ...configuration,
  ...network,
  ...policies,
  ...custom,
  ...invalid,
];
