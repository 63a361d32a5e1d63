import { type Pod, type State, WAITING } from '../../../availability/reference/joint/system';
import type { Pod as KubernetesPod } from '../../harness/kubernetes-client';
import { ZONE_LABEL } from '../../harness/nodes';
import { cannotBePlaced } from '../../harness/workloads';
import type { DeployedSet } from './deployed';

/** The cluster as the brute force sees one, without pods that the scheduler hasn't looked at yet. */
export function observed(deployed: DeployedSet): State {
  const { cluster, set } = deployed;
  const { nodes } = set.system;
  const indices = (of: (name: string) => boolean) => new Set(nodes.flatMap(({ name }, index) => (of(name) ? [index] : [])));
  const there = new Map(cluster.state.all('nodes').map((node) => [node.metadata?.name as string, node]));
  const cordoned = nodes.findIndex(({ name }) => there.get(name)?.spec?.unschedulable);
  return {
    pods: set.system.services.flatMap(({ name }, service) => deployed.podsOf(name).flatMap((pod) => podOf(deployed, service, pod))),
    dead: indices((name) => (there.has(name) || deployed.wasThere(name)) && !deployed.isUp(name)),
    gone: indices((name) => !there.has(name) && deployed.wasThere(name)),
    absent: indices((name) => !there.has(name) && !deployed.wasThere(name)),
    ...(cordoned < 0 ? {} : { cordoned }),
  };
}

function podOf(deployed: DeployedSet, service: number, pod: KubernetesPod): Pod[] {
  const { name } = deployed.set.system.services[service] as { name: string };
  const node = deployed.set.system.nodes.findIndex((it) => it.name === pod.spec?.nodeName);
  if (node < 0 && !cannotBePlaced(pod)) return [];
  const zone = zoneOfVolume(deployed, pod);
  const only = onlyNode(pod);
  return [
    {
      service,
      revision: deployed.isNew(name, pod) ? 1 : 0,
      node: node < 0 ? WAITING : node,
      ...(zone === undefined ? {} : { zone }),
      ...(only === undefined ? {} : { only: deployed.set.system.nodes.findIndex((it) => it.name === only) }),
      ...(pod.metadata?.deletionTimestamp ? { terminating: true as const } : {}),
    },
  ];
}

function zoneOfVolume({ cluster }: DeployedSet, { metadata, spec }: KubernetesPod): string | undefined {
  const claim = spec?.volumes?.find(({ persistentVolumeClaim }) => persistentVolumeClaim)?.persistentVolumeClaim?.claimName;
  const volume = cluster.state.get('claims', claim ?? '', metadata?.namespace)?.spec?.volumeName;
  const terms = cluster.state.get('volumes', volume ?? '')?.spec?.nodeAffinity?.required?.nodeSelectorTerms ?? [];
  return terms.flatMap(({ matchExpressions = [] }) => matchExpressions).find(({ key }) => key === ZONE_LABEL)?.values?.[0];
}

/** The DaemonSet controller names the node in a required affinity. */
function onlyNode({ spec }: KubernetesPod): string | undefined {
  const terms = spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  return terms.flatMap(({ matchFields = [] }) => matchFields).find(({ key }) => key === 'metadata.name')?.values?.[0];
}
