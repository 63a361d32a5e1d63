import type { k8s } from 'cdk8s-plus-27';
import { restrictedContainer } from '../parts/pod-security';
import { resourceRequirements } from '../parts/resources';
import { pluginContainers } from './extensions';
import { PATHS } from './names';
import type { Plan } from './plan';

// https://www.elastic.co/docs/deploy-manage/deploy/self-managed/vm-max-map-count: the recommended value; the bootstrap check requires 262144.
const MAX_MAP_COUNT = 1048576;
const MAX_MAP_COUNT_FILE = '/proc/sys/vm/max_map_count';
// https://www.elastic.co/docs/deploy-manage/deploy/self-managed/system-config-tcpretries
const TCP_RETRIES = 5;
const TCP_RETRIES_FILE = '/proc/sys/net/ipv4/tcp_retries2';

/** The init containers. */
export function initContainers(plan: Plan, image: string): k8s.Container[] {
  return [...kernelParameters(plan, image), ...pluginContainers(plan), prepare(plan, image)];
}

/**
 * Copies the configuration and the scripts to volumes of the pod. The configuration folder must be writable for the keystore, and the scripts must
 * not change while the pod runs.
 */
function prepare({ resources, set }: Plan, image: string): k8s.Container {
  // Only the file can say that a node has no role: an empty variable is none, and gives it all.
  const roles = set.roles.length > 0 ? '' : " && echo 'node.roles: []' >>/mnt/config/elasticsearch.yml";
  return {
    name: 'prepare',
    image,
    command: ['sh', '-c', `cp -R ${PATHS.config}/. /mnt/config/ && cp /mnt/scripts/*.sh /mnt/private/${roles}`],
    resources: resourceRequirements(resources),
    securityContext: restrictedContainer(),
    volumeMounts: [
      { name: 'config', mountPath: '/mnt/config' },
      { name: 'private', mountPath: '/mnt/private' },
      { name: 'scripts', mountPath: '/mnt/scripts', readOnly: true },
    ],
  };
}

/**
 * Raises the kernel's limit of mapped files on the node if it is too low; a higher limit stays, since other pods may need it. The retries of TCP belong to
 * the pod's network namespace alone.
 */
function kernelParameters({ props, resources }: Plan, image: string): k8s.Container[] {
  if (typeof props.mmap !== 'object') return [];
  const mapped = `[ "$(cat ${MAX_MAP_COUNT_FILE})" -ge ${MAX_MAP_COUNT} ] || echo ${MAX_MAP_COUNT} >${MAX_MAP_COUNT_FILE}`;
  const command = `${mapped} && echo ${TCP_RETRIES} >${TCP_RETRIES_FILE}`;
  return [
    {
      name: 'kernel-parameters',
      image,
      command: ['sh', '-c', command],
      resources: resourceRequirements(resources),
      securityContext: { privileged: true, runAsUser: 0, runAsNonRoot: false, readOnlyRootFilesystem: true },
    },
  ];
}
