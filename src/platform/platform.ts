import type { PlatformStorage } from '../cluster/platform-storage';
import type { Pool, Topology } from '../cluster/topology';
import { IngressClass } from '../constructs/ingress/ingress-class';
import type { EntryClass } from '../constructs/parts/entry-class';
import type { PlatformFacts } from '../constructs/parts/platform-facts';
import { awsLeast, awsStorage, awsTopology } from './aws';
import { kubernetesRefusals, refuseAll, refuseProps, regionRefusals, topologyRefusals, zoneRefusals } from './checks';
import { digitalOceanLeast, digitalOceanStorage, digitalOceanTopology } from './digital-ocean';
import { minikubeStorage, minikubeTopology } from './minikube';
import { machinesOf, nodesRefusals, type WorkerNodes } from './nodes';

/** What a platform is made of. */
export interface PlatformProps {
  /** What people call it. */
  readonly name: string;

  /** Its zones, nodes, their sizes and how often they fail; or what computes them, when they are first asked for. */
  readonly topology: Topology | (() => Topology);

  /** Where volumes come from. */
  readonly storage: PlatformStorage;

  /** How requests come in: by an Ingress of some class, or by a Gateway. */
  readonly ingress: EntryClass;
}

/**
 * A place to run: all that differs between one and the next. Constructs ask it; none of them asks for its name.
 *
 * Another platform is another object: `new Platform({ ... })`.
 */
export class Platform implements PlatformFacts {
  readonly name: string;
  readonly storage: PlatformStorage;
  readonly ingress: EntryClass;
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
   * @throws on a version whose fields aren't known, on a topology without zones or nodes, and on what the model can't read: on all of it at once
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
   * minikube with its default driver settings: one node of two processors and 4 GB, the addon `ingress`, the class `standard`.
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
   * Amazon EKS over several zones of one region. EKS brings no StorageClass to rely on, so the application brings one of encrypted gp3.
   *
   * @param nodes in each zone
   * @param ingress how requests come in. Default: the AWS Load Balancer Controller
   */
  static aws(props: {
    readonly kubernetes: string;
    readonly zones: readonly string[];
    readonly nodes: WorkerNodes;
    readonly ingress?: EntryClass;
  }): Platform {
    return new Platform({
      name: 'aws',
      topology: () => {
        refuseProps('aws', props, 'kubernetes, zones and nodes', ({ kubernetes, zones, nodes }) => [
          ...kubernetesRefusals('kubernetes', kubernetes),
          ...zoneRefusals('zones', zones),
          ...nodesRefusals(nodes, awsLeast),
        ]);
        return awsTopology({ ...props, nodes: machinesOf(props.nodes) });
      },
      storage: awsStorage,
      ingress: props?.ingress ?? IngressClass.alb(),
    });
  }

  /** The same platform with other nodes. */
  withTopology(topology: Topology): Platform {
    return new Platform({ name: this.name, storage: this.storage, ingress: this.ingress, topology });
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
