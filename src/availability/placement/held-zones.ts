import { type Cell, type Cluster, zoneLabel } from '../../cluster/cluster';

/** `--unhealthy-zone-threshold`. */
const threshold = 0.55;

/** Of fewer nodes that are lost no zone is taken for disrupted. */
const fewest = 3;

/** What the loss of a zone keeps from being evicted. */
export interface Held {
  /** The zones whose pods may not be evicted when they are lost. */
  readonly zones: ReadonlySet<number>;
  /** The cells whose lost nodes may not be evicted while one of those zones is away. */
  readonly cells: ReadonlySet<number>;
}

export const nothingHeld: Held = { zones: new Set(), cells: new Set() };

/**
 * Where the lost nodes of a zone are most of those that the controllers take for one zone, by their labels, and others of these are up, nothing is evicted from any of them.
 * Where none of them is up, pods are evicted at the usual rate.
 *
 * Source: k8s.io/kubernetes v1.36.3, pkg/controller/nodelifecycle/node_lifecycle_controller.go, ComputeZoneState and ReducedQPSFunc.
 */
export function heldIn({ cells, zones }: Cluster): Held {
  const domains = cells.map(domainOf);
  const isHeld = (zone: number, domain: string): boolean => {
    const nodes = (here: boolean, count: (cell: Cell) => number) =>
      cells.reduce((sum, cell, at) => sum + (domains[at] === domain && (cell.zone === zone) === here ? count(cell) : 0), 0);
    const lost = nodes(true, mostOf);
    return lost >= fewest && nodes(false, mostOf) > 0 && lost / (lost + nodes(false, leastOf)) >= threshold;
  };
  const all = [...new Set(domains)];
  const found = zones.flatMap((_, zone) => all.filter((domain) => isHeld(zone, domain)).map((domain) => ({ zone, domain })));
  const held = new Set(found.map(({ domain }) => domain));
  return {
    zones: new Set(found.map(({ zone }) => zone)),
    cells: new Set(domains.flatMap((domain, cell) => (held.has(domain) ? [cell] : []))),
  };
}

function domainOf({ labels }: Cell): string {
  return JSON.stringify([labels.get('topology.kubernetes.io/region') ?? '', labels.get(zoneLabel) ?? '']);
}

function leastOf({ nodes }: Cell): number {
  return nodes;
}

function mostOf({ nodes, growth }: Cell): number {
  return growth?.nodes ?? nodes;
}
