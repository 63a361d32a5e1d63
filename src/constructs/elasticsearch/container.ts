import { k8s } from 'cdk8s-plus-27';
import { restrictedContainer } from '../parts/pod-security';
import { resourceRequirements } from '../parts/resources';
import { PATHS, PORTS } from './names';
import type { Plan } from './plan';
import { env } from './settings';
import { volumeMounts } from './volumes';

// Before a node joins, it reads and upgrades its data folder and opens its shards: up to ten minutes, as ECK's users report (cloud-on-k8s#2513).
const STARTUP = { periodSeconds: 10, failureThreshold: 60 };
// Long enough for ready.sh: nc 2, nc 2, health 3, _cat/recovery 2, and files.sh. Three failures, since an election takes a few seconds.
const READINESS = { periodSeconds: 5, timeoutSeconds: 20, failureThreshold: 3 };

// The node goes on serving while its endpoint is withdrawn, until kube-proxies and clients have learned of it.
const DRAIN_SECONDS = 10;

// Covers the log of the garbage collector, at most 33 files of 64 MiB, the container's output and temporary files. A kubelet whose disk is full first
// evicts pods that exceed their request, and without a request any use does. There is no limit, since exceeding it is an eviction, too.
const NODE_DISK = '3Gi';

/**
 * Elasticsearch itself. It has no liveness probe on purpose: an overloaded node would be killed, which adds to the load of the others.
 *
 * The image's entry point runs start.sh, which in the end runs the entry point again.
 */
export function container(plan: Plan, image: string): k8s.Container {
  return {
    name: plan.set.identity.name,
    image,
    imagePullPolicy: 'IfNotPresent',
    args: ['sh', `${PATHS.private}/start.sh`],
    env: env(plan),
    ports: [
      { name: 'http', containerPort: PORTS.http },
      { name: 'transport', containerPort: PORTS.transport },
      { name: 'readiness', containerPort: PORTS.readiness },
    ],
    resources: resources(plan),
    startupProbe: { tcpSocket: { port: k8s.IntOrString.fromString('transport') }, ...STARTUP },
    readinessProbe: { exec: { command: ['sh', `${PATHS.private}/ready.sh`] }, ...READINESS },
    lifecycle: { preStop: { exec: { command: ['sh', '-c', `sleep ${DRAIN_SECONDS} & sh ${PATHS.private}/stop.sh; wait`] } } },
    securityContext: restrictedContainer(),
    volumeMounts: volumeMounts(plan),
  };
}

function resources(plan: Plan): k8s.ResourceRequirements {
  const { requests, limits } = resourceRequirements(plan.resources);
  return { requests: { ...requests, 'ephemeral-storage': k8s.Quantity.fromString(NODE_DISK) }, limits };
}
