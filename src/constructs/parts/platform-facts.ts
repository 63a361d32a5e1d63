import type { IConstruct } from 'constructs';
import type { PlatformStorage } from '../../cluster/platform-storage';
import type { Pool, Topology } from '../../cluster/topology';
import { isObject } from '../../manifests/value';
import type { EntryClass } from './entry-class';
import { type Refusal, refuse } from './refuse';
import { shown } from './shown';

/** The facts about a platform that constructs read. None of them depends on its name. */
export interface PlatformFacts {
  /** Its name, for messages. */
  readonly name: string;

  /** Its zones and nodes, with their sizes and failure rates. */
  readonly topology: Topology;

  /** The storage for volumes. */
  readonly storage: PlatformStorage;

  /** The entry point: an Ingress of some class, or a Gateway. */
  readonly ingress: EntryClass;

  /** The `vm.max_map_count` of its nodes; undefined if it isn't known. */
  readonly maxMapCount?: number;

  /** Whether its nodes have a zone label, without which a required spread over zones can't be scheduled. */
  readonly hasZones: boolean;

  /** The node pools of all zones. */
  readonly pools: readonly Pool[];

  /** The number of nodes in all zones. */
  readonly nodeCount: number;
}

/** Whether a value looks like a platform. Its topology isn't read, since that may throw. */
export function isPlatform(value: unknown): value is PlatformFacts {
  if (!isObject(value) || !('topology' in value) || !isObject(value['storage']) || !isObject(value['ingress'])) return false;
  return typeof value['name'] === 'string' && typeof value['ingress']['publish'] === 'function';
}

/** The refusal of a value that isn't a platform. */
export function platformRefusal(value: unknown): Refusal {
  const message = `must be a Platform, got ${shown(value)}`;
  return { setting: 'platform', message, fix: 'write a Platform such as Platform.minikube({ kubernetes })' };
}

/** Refuses a value that isn't a platform. Returns whether it is one. */
export function requirePlatform(construct: IConstruct, value: unknown): boolean {
  if (isPlatform(value)) return true;
  refuse(construct, platformRefusal(value));
  return false;
}
