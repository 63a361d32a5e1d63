import { k8s } from 'cdk8s-plus-27';
import { restrictedContainer } from '../parts/pod-security';
import { resourceRequirements } from '../parts/resources';
import { PATHS, PORTS } from './names';
import type { Plan } from './plan';
import { env } from './settings';
import { volumeMounts } from './volumes';

// A data folder is read, upgraded and its shards opened before a node joins: ten minutes, as ECK's users found out (cloud-on-k8s#2513).
const STARTUP = { periodSeconds: 10, failureThreshold: 60 };
// Long enough for ready.sh, whose steps are limited to 2 + 2 + 3 seconds; three failures, since an election takes a few seconds.
const READINESS = { periodSeconds: 5, timeoutSeconds: 10, failureThreshold: 3 };

// The garbage collector's log, 33 files of 64 MiB at most, lies on the node's disk beside the container's output and temporary files. Without a request,
// any use exceeds it, and a kubelet whose disk is full evicts what exceeds its request first. No limit: reaching it is an eviction, too.
const NODE_DISK = '3Gi';

/**
 * Elasticsearch itself. It has no liveness probe on purpose: a node that is slow because of its load would be killed, and make the others slower.
 *
 * The image's entry point runs what it is given after `tini`, and start.sh hands over to it again.
 */
export function container(plan: Plan, image: string): k8s.Container {
  return {
    name: plan.identity.name,
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
    securityContext: restrictedContainer(),
    volumeMounts: volumeMounts(plan),
  };
}

function resources(plan: Plan): k8s.ResourceRequirements {
  const { requests, limits } = resourceRequirements(plan.resources);
  return { requests: { ...requests, 'ephemeral-storage': k8s.Quantity.fromString(NODE_DISK) }, limits };
}
