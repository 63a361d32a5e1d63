import type { k8s } from 'cdk8s-plus-27';
import { zoneLabel } from '../../cluster/cluster';
import { wholeMebibytes } from '../parts/rounding';
import { initialMasterNodes } from './bootstrap';
import { clusterName } from './cluster-name';
import { faultDetection } from './fault-detection';
import { hasFiles } from './files';
import { PATHS, PORTS } from './names';
import type { Plan } from './plan';
import { RESTART_DELAY, recoveryLimit, stopLimit } from './recovery';

// https://www.elastic.co/docs/deploy-manage/deploy/self-managed/bootstrap-checks: with less, Elasticsearch doesn't start.
const LEAST_MAP_COUNT = 262144;

/** Whether files are mapped into memory: as it is written, or if the platform says that its nodes allow it. */
function mapsFiles({ props: { mmap, platform } }: Plan): boolean {
  return mmap === undefined ? (platform.maxMapCount ?? 0) >= LEAST_MAP_COUNT : mmap !== 'off';
}

/** The awareness attributes, which allocate copies of a shard to different zones first, then to different hosts. */
export function awarenessOf({ zones }: Plan): string[] {
  return zones.length > 0 ? ['zone', 'k8s_node_name'] : ['k8s_node_name'];
}

/**
 * Whether every zone holds the most copies of a shard that it may, ceil(copies / zones). Forced awareness then keeps the other zones from taking the
 * copies of a lost zone, where they would add nothing to the availability. With other numbers a zone that lacks a copy takes a lost one, forced or not.
 */
export function zonesAreFull(zones: readonly string[], indexReplicas: number): boolean {
  return zones.length > 0 && (indexReplicas + 1) % zones.length === 0;
}

/**
 * The environment variables of a node.
 *
 * Settings are passed as `ES_SETTING_*`. They are part of the pod template, so that a change rolls out, and can refer to fields of the pod. Variables
 * with dots in their names would not survive dash, which drops them.
 */
export function env(plan: Plan): k8s.EnvVar[] {
  const { heap, jvmOptions = [] } = plan.props;
  const megabytes = heap && `${wholeMebibytes(heap)}m`;
  const java = [...(megabytes ? [`-Xms${megabytes}`, `-Xmx${megabytes}`] : []), ...jvmOptions];
  return [
    ...Object.entries({ ...settings(plan), ...plan.props.settings }).map(([name, value]) => ({ name: variable(name), value })),
    ...Object.entries(podSettings(plan)).map(([name, fieldPath]) => ({ name: variable(name), valueFrom: { fieldRef: { fieldPath } } })),
    ...(java.length > 0 ? [{ name: 'ES_JAVA_OPTS', value: java.join(' ') }] : []),
    { name: 'POD_IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } },
    ...Object.entries(scriptVariables(plan)).map(([name, value]) => ({ name, value })),
  ];
}

/** `node.store.allow_mmap` as `ES_SETTING_NODE_STORE_ALLOW__MMAP`. */
function variable(setting: string): string {
  return `ES_SETTING_${setting.toUpperCase().replaceAll('_', '__').replaceAll('.', '_')}`;
}

/** The settings of the construct, except those that refer to fields of the pod. */
export function settings(plan: Plan): Record<string, string> {
  const { props, zones, masters, set } = plan;
  return {
    'cluster.name': clusterName(plan),
    // An empty variable would give a node all roles: initContainers writes the empty list to elasticsearch.yml.
    ...(set.roles.length > 0 && { 'node.roles': set.roles.join(',') }),
    'network.host': '0.0.0.0',
    'readiness.port': String(PORTS.readiness),
    ...(masters > 1 ? { 'discovery.seed_hosts': plan.discovery } : { 'discovery.type': 'single-node' }),
    'node.store.allow_mmap': String(mapsFiles(plan)),
    'cluster.routing.allocation.awareness.attributes': awarenessOf(plan).join(','),
    ...(plan.forcesZones && { 'cluster.routing.allocation.awareness.force.zone.values': zones.join(',') }),
    ...faultDetection(props),
    ...snapshotSettings(plan),
    ...(props.auditLog && { 'xpack.security.audit.enabled': 'true' }),
    ...securitySettings(plan),
  };
}

/** Where the repository is, which only the settings of a node can say. */
function snapshotSettings({ props: { snapshots } }: Plan): Record<string, string> {
  const repository = snapshots?.accept === undefined ? snapshots?.repository : undefined;
  if (repository?.type === 'fs') return { 'path.repo': PATHS.snapshots };
  if (repository?.type !== 's3') return {};
  const { endpoint, region } = repository;
  return {
    ...(endpoint !== undefined && { 's3.client.default.endpoint': endpoint }),
    ...(region !== undefined && { 's3.client.default.region': region }),
  };
}

function securitySettings({ secrets }: Plan): Record<string, string> {
  if (!secrets) return { 'xpack.security.enabled': 'false' };
  return {
    'xpack.security.enabled': 'true',
    // It would create certificates of its own on the first start.
    'xpack.security.enrollment.enabled': 'false',
    ...tlsSettings('transport', PATHS.transportCertificates),
    // Every holder of a certificate of this CA is a node. A certificate can't list the names of pods in advance.
    'xpack.security.transport.ssl.verification_mode': 'certificate',
    ...tlsSettings('http', PATHS.httpCertificates),
  };
}

function tlsSettings(layer: string, path: string): Record<string, string> {
  const prefix = `xpack.security.${layer}.ssl`;
  return {
    [`${prefix}.enabled`]: 'true',
    [`${prefix}.certificate`]: `${path}/tls.crt`,
    [`${prefix}.key`]: `${path}/tls.key`,
    [`${prefix}.certificate_authorities`]: `${path}/ca.crt`,
  };
}

/** The settings that refer to fields of the pod. */
export function podSettings({ zones }: Plan): Record<string, string> {
  return {
    'node.name': 'metadata.name',
    'node.attr.k8s_node_name': 'spec.nodeName',
    // Kubernetes copies the label from the node when the pod is scheduled (PodTopologyLabels, enabled by default since 1.35).
    ...(zones.length > 0 && { 'node.attr.zone': `metadata.labels['${zoneLabel}']` }),
  };
}

/** The variables that the scripts read. */
function scriptVariables(plan: Plan): Record<string, string> {
  const { identity, masters, initialMasters, discovery, namespace, secrets, props, set } = plan;
  return {
    DATA_PATH: PATHS.data,
    CONFIG_PATH: PATHS.config,
    PRIVATE_PATH: PATHS.private,
    DISCOVERY_NAME: discovery,
    ...(initialMasters.length > 1 && { INITIAL_MASTER_NODES: initialMasterNodes(initialMasters).join(',') }),
    READINESS_PORT: String(PORTS.readiness),
    CLIENT_NAME: `${identity.name}.${namespace}.svc`,
    HTTP_PORT: String(PORTS.http),
    RECOVERY_LIMIT: String(recoveryLimit(plan)),
    ...(masters > 1 && { RESTART_DELAY, STOP_LIMIT: String(stopLimit(plan)) }),
    ...(secrets && {
      PASSWORD_FILE: `${PATHS.password}/${secrets.password.key}`,
      CA_FILE: `${PATHS.httpCertificates}/ca.crt`,
      LOGINS_PATH: PATHS.logins,
    }),
    ...(hasFiles(plan) && { FILES_PATH: PATHS.files }),
    ...(set.votingOnlyZone !== undefined && { VOTING_ONLY_ZONE: set.votingOnlyZone }),
    ...(props.secureSettings && { SECURE_SETTINGS_PATH: PATHS.secureSettings }),
  };
}
