import { ApiObject, JsonPatch } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import type { Replication } from './accept';
import { annotationsOf, type ServiceFacts } from './annotations';
import { type ImageProps, requireVersion } from './image';
import { type Identity, identityOf } from './labels';
import { namespaceOf } from './namespace';
import { connect } from './network-policy';
import type { Platform } from './platform';
import { restrictedContainer, restrictedPod } from './pod-security';
import { type ReplicaCount, replicaCount } from './replication';
import { type Resources, requireFit, resourceRequirements } from './resources';
import type { ServicePort } from './service-port';
import { spreadOver } from './spread';

/** What a stateless HTTP service needs: these, and how many pods. */
export type WebServiceProps<Port extends string = string> = WebServiceOptions<Port> & Replication;

/** What a stateless HTTP service needs beside how many pods. */
export interface WebServiceOptions<Port extends string = string> extends ImageProps {
  /** Where it runs. */
  readonly platform: Platform;

  /** The name of its Deployment and Service, and the value of `app` in its selector: it can't change later. */
  readonly name: string;

  /** Its ports by name; the first one is asked whether the container is up. None for a worker that nobody connects to. */
  readonly ports: Readonly<Record<Port, number>>;

  /** What each of them asks for. */
  readonly resources: Resources;

  /**
   * The path that answers 2xx or 3xx when the container can serve.
   *
   * @default none: that the first port accepts connections is enough
   */
  readonly health?: string;

  /**
   * The container's arguments.
   *
   * @default the image's
   */
  readonly args?: readonly string[];

  /**
   * Environment variables with their values. No secrets: a manifest is no place for them.
   *
   * @default none
   */
  readonly environment?: Readonly<Record<string, string>>;

  /**
   * The user and group that its processes run as; not 0.
   *
   * @default 10001: above 10000, so that it is no user of the node either
   */
  readonly uid?: number;

  /**
   * The availability that it promises, such as `99.95%`.
   *
   * @default none
   */
  readonly availability?: string;

  /**
   * What it connects to and is down without. Being handed a port opens the way to it.
   *
   * @default none: it can look up names and connect to nothing
   */
  readonly dependsOn?: readonly ServicePort[];
}

const UID = 10001;
// Endpoints are withdrawn while the container still serves: the time that kube-proxies and load balancers need to hear of it.
const DRAIN_SECONDS = 10;
const GRACE_SECONDS = 40;

/**
 * A stateless HTTP service that survives the loss of what it stands on: a Deployment spread over zones and hosts, a Service, and a budget for
 * drains. A rollout adds a pod before it takes one away.
 */
export class WebService<Port extends string = string> extends Construct {
  /** Its ports, for whoever connects or routes to them. */
  readonly ports: Readonly<Record<Port, ServicePort>>;

  constructor(scope: Construct, id: string, props: WebServiceProps<Port>) {
    super(scope, id);
    const count = replicaCount(this, props);
    requireVersion(this, props.image);
    requireFit(this, props.platform, props.resources);

    const identity = identityOf(props.name);
    deployment(this, identity, props, count);
    if (Object.keys(props.ports).length > 0) service(this, identity, props.ports);
    if (count.replicas > count.needed) disruptionBudget(this, identity, count);

    connect(this, identity, props.dependsOn ?? []);

    const { selector } = identity;
    const ports = Object.entries<number>(props.ports).map(([name, number]) => {
      const port: ServicePort = { service: identity.name, name, number, selector, workload: `Deployment/${identity.name}` };
      return [name, port];
    });
    this.ports = Object.fromEntries(ports);
  }
}

function deployment(scope: Construct, identity: Identity, props: WebServiceProps, count: ReplicaCount): ApiObject {
  const object = new ApiObject(scope, 'deployment', k8s.KubeDeployment.manifest(deploymentProps(scope, identity, props, count)));
  // The kubelet's own sleep works in an image without a shell. The types of Kubernetes 1.27 don't have it yet (GA in 1.34), and a
  // KubeDeployment drops what they don't have, even from a patch: hence its manifest in an ApiObject.
  object.addJsonPatch(JsonPatch.add('/spec/template/spec/containers/0/lifecycle', { preStop: { sleep: { seconds: DRAIN_SECONDS } } }));
  return object;
}

function deploymentProps(scope: Construct, identity: Identity, props: WebServiceProps, count: ReplicaCount): k8s.KubeDeploymentProps {
  const facts: ServiceFacts = {
    needed: count.needed,
    availability: props.availability,
    dependsOn: props.dependsOn?.map(({ workload }) => workload),
    accept: count.accept,
  };
  return {
    metadata: { name: identity.name, namespace: namespaceOf(scope), labels: identity.labels, annotations: annotationsOf(facts) },
    spec: {
      replicas: count.replicas,
      selector: { matchLabels: identity.selector },
      strategy: { rollingUpdate: { maxSurge: k8s.IntOrString.fromNumber(1), maxUnavailable: k8s.IntOrString.fromNumber(0) } },
      template: {
        metadata: { labels: identity.labels },
        spec: {
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          securityContext: restrictedPod(props.uid ?? UID),
          terminationGracePeriodSeconds: GRACE_SECONDS,
          topologySpreadConstraints: count.replicas > 1 ? spreadOver(props.platform, identity.selector, ['pod-template-hash']) : undefined,
          imagePullSecrets: props.imagePullSecrets?.map((name) => ({ name })),
          containers: [container(identity, props)],
          volumes: [{ name: 'tmp', emptyDir: {} }],
        },
      },
    },
  };
}

function container(identity: Identity, props: WebServiceProps): k8s.Container {
  const ports = Object.entries(props.ports).map(([name, containerPort]) => ({ name, containerPort }));
  const first = ports[0];
  return {
    name: identity.name,
    image: props.image,
    imagePullPolicy: props.imagePullPolicy ?? 'IfNotPresent',
    args: props.args && [...props.args],
    env: Object.entries(props.environment ?? {}).map(([name, value]) => ({ name, value })),
    ports,
    resources: resourceRequirements(props.resources),
    ...(first && probes(first.name, props.health)),
    securityContext: restrictedContainer(),
    volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
  };
}

function probes(port: string, health?: string): Pick<k8s.Container, 'startupProbe' | 'readinessProbe' | 'livenessProbe'> {
  const accepts = { tcpSocket: { port: k8s.IntOrString.fromString(port) } };
  const serves = health === undefined ? accepts : { httpGet: { path: health, port: k8s.IntOrString.fromString(port) } };
  return {
    // Two minutes to start before the liveness probe counts.
    startupProbe: { ...serves, periodSeconds: 2, failureThreshold: 60 },
    readinessProbe: { ...serves, periodSeconds: 5, timeoutSeconds: 2, failureThreshold: 2 },
    // Slower than readiness and never on the health path: a dependency's outage must not restart every pod.
    livenessProbe: { ...accepts, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 6 },
  };
}

function service(scope: Construct, identity: Identity, ports: Readonly<Record<string, number>>): k8s.KubeService {
  return new k8s.KubeService(scope, 'service', {
    metadata: { name: identity.name, namespace: namespaceOf(scope), labels: identity.labels },
    spec: {
      selector: identity.selector,
      ports: Object.entries(ports).map(([name, port]) => ({ name, port, targetPort: k8s.IntOrString.fromString(name) })),
    },
  });
}

function disruptionBudget(scope: Construct, identity: Identity, count: ReplicaCount): k8s.KubePodDisruptionBudget {
  return new k8s.KubePodDisruptionBudget(scope, 'budget', {
    metadata: { name: identity.name, namespace: namespaceOf(scope), labels: identity.labels },
    spec: {
      maxUnavailable: k8s.IntOrString.fromNumber(count.replicas - count.needed),
      selector: { matchLabels: identity.selector },
      // A pod that never becomes ready must not hold up a node's drain.
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
    },
  });
}
