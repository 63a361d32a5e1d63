import type { IncidentRecord } from '../cluster/incidents';
import type { PlatformStorage } from '../cluster/platform-storage';
import type { Pool, Topology } from '../cluster/topology';
import { IngressClass } from '../constructs/ingress/ingress-class';
import type { EntryClass } from '../constructs/parts/entry-class';
import type { PlatformFacts } from '../constructs/parts/platform-facts';
import { awsLeast, awsStorage, awsTopology, EKS_MAX_MAP_COUNT } from './aws';
import { kubernetesRefusals, refuseAll, refuseProps, regionRefusals, zoneRefusals } from './checks';
import { digitalOceanLeast, digitalOceanStorage, digitalOceanTopology } from './digital-ocean';
import { minikubeStorage, minikubeTopology } from './minikube';
import { type AwsNodes, awsMachinesOf, awsNodesRefusals, machinesOf, nodesRefusals, type WorkerNodes } from './nodes';
import { topologyRefusals } from './topology-checks';

/** The props of a platform. */
export interface PlatformProps {
  /** Its name, for messages. */
  readonly name: string;

  /** Its zones and nodes, with their sizes and failure rates, or a function that is called when they are first read. */
  readonly topology: Topology | (() => Topology);

  /** The storage for volumes. */
  readonly storage: PlatformStorage;

  /** The entry point: an Ingress of some class, or a Gateway. */
  readonly ingress: EntryClass;

  /**
   * Whether it gives addresses to load balancers, without which an Ingress may never get one.
   *
   * @default true
   */
  readonly loadBalancers?: boolean;

  /**
   * The `vm.max_map_count` of its nodes. With 262144 or more, Elasticsearch maps its files into memory.
   *
   * @default unknown: Elasticsearch doesn't
   */
  readonly maxMapCount?: number;
}

/**
 * A platform to run on: everything that differs between providers. Constructs read its facts, and none of them decides by its name.
 *
 * Write `new Platform({ ... })` for another platform.
 */
export class Platform implements PlatformFacts {
  readonly name: string;
  readonly storage: PlatformStorage;
  readonly ingress: EntryClass;
  readonly loadBalancers: boolean;
  readonly maxMapCount?: number;
  private readonly given: PlatformProps['topology'];
  private checked: Topology | undefined;

  constructor(props: PlatformProps) {
    this.name = props.name;
    this.given = props.topology;
    this.storage = props.storage;
    this.ingress = props.ingress;
    this.loadBalancers = props.loadBalancers ?? true;
    this.maxMapCount = props.maxMapCount;
  }

  /**
   * Its zones and nodes, with their sizes and failure rates. They are validated when they are first read, and not when an environment's file is
   * loaded, so that the mistakes of one environment are reported with those of the others.
   *
   * @throws on an unsupported version, and on invalid zones, nodes, rates and times: on all of them at once
   */
  get topology(): Topology {
    if (this.checked === undefined) {
      const topology = typeof this.given === 'function' ? this.given() : this.given;
      refuseAll(this.name, topologyRefusals(topology));
      this.checked = topology;
    }
    return this.checked;
  }

  /**
   * minikube with its default settings: one node with 2 CPUs and 4 GB, the addon `ingress`, and the StorageClass `standard`.
   *
   * @param kubernetes the minor version
   */
  static minikube(props: { readonly kubernetes: string }): Platform {
    return new Platform({
      name: 'minikube',
      topology: () => {
        refuseProps('minikube', props, 'kubernetes', ({ kubernetes }) => kubernetesRefusals('kubernetes', kubernetes));
        return minikubeTopology(props);
      },
      storage: minikubeStorage,
      ingress: IngressClass.nginx(),
      loadBalancers: false,
    });
  }

  /**
   * DigitalOcean Kubernetes: one data centre without zones.
   *
   * @param ingress the entry point. Default: Traefik
   */
  static digitalOcean(props: {
    readonly kubernetes: string;
    readonly region: string;
    readonly nodes: WorkerNodes;
    readonly ingress?: EntryClass;
  }): Platform {
    return new Platform({
      name: 'digitalocean',
      topology: () => {
        refuseProps('digitalocean', props, 'kubernetes, region and nodes', ({ kubernetes, region, nodes }) => [
          ...kubernetesRefusals('kubernetes', kubernetes),
          ...regionRefusals('region', region),
          ...nodesRefusals(nodes, digitalOceanLeast),
        ]);
        return digitalOceanTopology({ ...props, nodes: machinesOf(props.nodes) });
      },
      storage: digitalOceanStorage,
      ingress: props?.ingress ?? IngressClass.traefik(),
    });
  }

  /**
   * Amazon EKS in several zones of one region. EKS has no suitable StorageClass, so the application creates one with encrypted gp3 volumes.
   *
   * @param nodes the nodes of each zone. Their images are taken to be those of EKS, which set `vm.max_map_count`
   * @param ingress the entry point. Default: the AWS Load Balancer Controller
   */
  static aws(props: {
    readonly kubernetes: string;
    readonly zones: readonly string[];
    readonly nodes: AwsNodes;
    readonly ingress?: EntryClass;
  }): Platform {
    return new Platform({
      name: 'aws',
      topology: () => {
        refuseProps('aws', props, 'kubernetes, zones and nodes', ({ kubernetes, zones, nodes }) => [
          ...kubernetesRefusals('kubernetes', kubernetes),
          ...zoneRefusals('zones', zones),
          ...awsNodesRefusals(nodes, awsLeast),
        ]);
        return awsTopology({ ...props, nodes: awsMachinesOf(props.nodes) });
      },
      storage: awsStorage,
      ingress: props?.ingress ?? IngressClass.alb(),
      maxMapCount: EKS_MAX_MAP_COUNT,
    });
  }

  /** The same platform with a record of incidents, whose rates replace those of the model: `platform.withIncidents(readIncidents('records.csv'))`. */
  withIncidents(incidents: IncidentRecord): Platform {
    const { name, storage, ingress, loadBalancers, maxMapCount, given } = this;
    return new Platform({
      name,
      storage,
      ingress,
      loadBalancers,
      maxMapCount,
      topology: () => ({ ...(typeof given === 'function' ? given() : given), incidents }),
    });
  }

  /** The same platform with other nodes. */
  withTopology(topology: Topology): Platform {
    const { name, storage, ingress, loadBalancers, maxMapCount } = this;
    return new Platform({ name, storage, ingress, loadBalancers, maxMapCount, topology });
  }

  /** Whether its nodes have a zone label, without which a required spread over zones can't be scheduled. */
  get hasZones(): boolean {
    return this.topology.zones.every((zone) => zone.label !== false);
  }

  /** The node pools of all zones. */
  get pools(): readonly Pool[] {
    return this.topology.zones.flatMap((zone) => zone.pools);
  }

  /** The number of nodes in all zones. */
  get nodeCount(): number {
    return this.pools.reduce((sum, pool) => sum + pool.count, 0);
  }
}
