import { clusterOf, TopologyError } from '../cluster/cluster';
import type { Pool, Rate, Topology, Zone } from '../cluster/topology';
import type { EntryPoint } from '../constructs/ingress/entry-point';
import { IngressClass } from '../constructs/ingress/ingress-class';
import type { PlatformFacts, PlatformStorage } from '../constructs/parts/platform-facts';
import { RefusedError } from '../constructs/parts/refuse';
import { awsAllocatable, digitalOceanAllocatable, type Nodes } from './node-size';

/** What a platform is made of. */
export interface PlatformProps {
  /** What people call it. */
  readonly name: string;

  /** Its zones, nodes, their sizes and how often they fail; or what computes them, when they are first asked for. */
  readonly topology: Topology | (() => Topology);

  /** Where volumes come from. */
  readonly storage: PlatformStorage;

  /** How requests come in: by an Ingress of some class, or by a Gateway. */
  readonly ingress: EntryPoint;
}

// Ford et al., "Availability in Globally Distributed Storage Systems", OSDI 2010: a node is lost for more than 15 minutes 2.8 times a year.
const NODE_RATE: Rate = { mtbf: '3130h', mttr: '15m', source: 'Ford et al., OSDI 2010' };
const ZONE_RATE: Rate = { mtbf: '8766h', mttr: '1h', source: 'assumption: once a year, for an hour' };
const POD_RATE: Rate = { mtbf: '720h', mttr: '90s', source: 'assumption: once a month' };

/**
 * A place to run: all that differs between one and the next. Constructs ask it; none of them asks for its name.
 *
 * Another platform is another object: `new Platform({ ... })`.
 */
export class Platform implements PlatformFacts {
  readonly name: string;
  readonly storage: PlatformStorage;
  readonly ingress: EntryPoint;
  private readonly given: PlatformProps['topology'];
  private checked: Topology | undefined;

  constructor(props: PlatformProps) {
    this.name = props.name;
    this.given = props.topology;
    this.storage = props.storage;
    this.ingress = props.ingress;
  }

  /**
   * Its zones, nodes, their sizes and how often they fail. Read when it is first asked for, and not when an environment's file is loaded: so one
   * environment's mistake is told among those of the others.
   *
   * @throws on a version that nobody supports any more, on a topology without zones or nodes, and on what the model can't read
   */
  get topology(): Topology {
    this.checked ??= checkedTopology(this.name, typeof this.given === 'function' ? this.given() : this.given);
    return this.checked;
  }

  /**
   * minikube with its default driver settings: one node of two processors and 4 GB, the addon `ingress`, the class `standard`.
   *
   * @param kubernetes the minor version
   */
  static minikube(props: { readonly kubernetes: string }): Platform {
    // The system's pods and the ingress addon take about 850m and 500Mi of 2 processors and 4 GB, and Calico 250m more.
    const allocatable = { cpu: '2', memory: '3800Mi', pods: 110 };
    const node = { name: 'minikube', count: 1, allocatable, rate: NODE_RATE };
    return new Platform({
      name: 'minikube',
      topology: topologyOf(props.kubernetes, [{ name: 'minikube', label: false, rate: 'never', pools: [node] }]),
      storage: { provisioner: 'k8s.io/minikube-hostpath', ready: { name: 'standard' } },
      ingress: IngressClass.nginx(),
    });
  }

  /**
   * DigitalOcean Kubernetes: one data centre without zones.
   *
   * @param ingress how requests come in. Default: Traefik
   */
  static digitalOcean(props: {
    readonly kubernetes: string;
    readonly region: string;
    readonly nodes: Nodes;
    readonly ingress?: EntryPoint;
  }): Platform {
    return new Platform({
      name: 'digitalocean',
      topology: () => {
        const pool = { name: 'workers', count: props.nodes.count, allocatable: digitalOceanAllocatable(props.nodes), rate: NODE_RATE };
        return topologyOf(props.kubernetes, [{ name: props.region, label: false, rate: ZONE_RATE, pools: [pool] }]);
      },
      storage: { provisioner: 'dobs.csi.digitalocean.com', ready: { name: 'do-block-storage-retain', reclaimPolicy: 'Retain' } },
      ingress: props.ingress ?? IngressClass.traefik(),
    });
  }

  /**
   * Amazon EKS over several zones of one region. EKS brings no StorageClass to rely on, so the application brings one of encrypted gp3.
   *
   * @param nodes in each zone
   * @param ingress how requests come in. Default: the AWS Load Balancer Controller
   */
  static aws(props: {
    readonly kubernetes: string;
    readonly zones: readonly string[];
    readonly nodes: Nodes;
    readonly ingress?: EntryPoint;
  }): Platform {
    return new Platform({
      name: 'aws',
      topology: () => {
        const pool = { name: 'workers', count: props.nodes.count, allocatable: awsAllocatable(props.nodes), rate: NODE_RATE };
        const zones = props.zones.map((name) => ({ name, rate: ZONE_RATE, pools: [pool] }));
        return topologyOf(props.kubernetes, zones);
      },
      storage: { provisioner: 'ebs.csi.aws.com', parameters: { type: 'gp3', encrypted: 'true' } },
      ingress: props.ingress ?? IngressClass.alb(),
    });
  }

  /** Whether its nodes carry a zone label: a required spread over zones can be scheduled only then. */
  get hasZones(): boolean {
    return this.topology.zones.every((zone) => zone.label !== false);
  }

  /** All its pools of nodes. */
  get pools(): readonly Pool[] {
    return this.topology.zones.flatMap((zone) => zone.pools);
  }

  /** How many nodes it has altogether. */
  get nodeCount(): number {
    return this.pools.reduce((sum, pool) => sum + pool.count, 0);
  }
}

/** The oldest minor version that is still supported: older ones lack the zone label on pods that shard awareness reads. */
const OLDEST_MINOR = 35;

function checkedTopology(name: string, topology: Topology): Topology {
  const { kubernetes, zones } = topology;
  const minor = /^1\.(\d+)$/.exec(kubernetes)?.[1];
  if (minor === undefined || Number(minor) < OLDEST_MINOR) {
    throw new RefusedError(
      `platform '${name}': kubernetes must be a minor version of 1.${OLDEST_MINOR} or newer, got '${kubernetes}'; upgrade the cluster`,
    );
  }
  if (zones.length === 0) throw new RefusedError(`platform '${name}': it has no zones; name at least one`);
  const twice = zones.find((zone, index) => zones.findIndex((other) => other.name === zone.name) !== index);
  if (twice) throw new RefusedError(`platform '${name}': zone '${twice.name}' is there twice; name each once`);
  for (const { name: zone, pools } of zones) {
    const wrong = pools.find(({ count }) => !Number.isInteger(count) || count < 1);
    if (wrong)
      throw new RefusedError(`platform '${name}': zone '${zone}' must have 1 node or more in pool '${wrong.name}', got ${wrong.count}`);
  }
  requireReadable(name, topology);
  return topology;
}

/** Rates, times and sizes are texts: what the model can't read is refused here and not at the first proof. */
function requireReadable(name: string, topology: Topology): void {
  try {
    clusterOf(topology);
  } catch (error) {
    if (!(error instanceof TopologyError)) throw error;
    throw new RefusedError(`platform '${name}': topology.${error.path.join('.')}: ${error.message}`);
  }
}

function topologyOf(kubernetes: string, zones: readonly Zone[]): Topology {
  return { kubernetes, zones, pods: { crash: POD_RATE } };
}
