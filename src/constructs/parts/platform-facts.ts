import type { IConstruct } from 'constructs';
import type { PlatformStorage } from '../../cluster/platform-storage';
import type { Pool, Topology } from '../../cluster/topology';
import { isObject } from '../../manifests/value';
import type { EntryClass } from './entry-class';
import { type Refusal, refuse } from './refuse';
import { shown } from './shown';

/** What constructs ask of the place that they run on. None of them asks for its name. */
export interface PlatformFacts {
  /** What people call it. */
  readonly name: string;

  /** Its zones, nodes, their sizes and how often they fail. */
  readonly topology: Topology;

  /** Where volumes come from. */
  readonly storage: PlatformStorage;

  /** How requests come in: by an Ingress of some class, or by a Gateway. */
  readonly ingress: EntryClass;

  /** Whether its nodes carry a zone label: a required spread over zones can be scheduled only then. */
  readonly hasZones: boolean;

  /** All its pools of nodes. */
  readonly pools: readonly Pool[];

  /** How many nodes it has altogether. */
  readonly nodeCount: number;
}

/** Whether it is a platform as far as one can tell without asking for its topology, which it may refuse. */
export function isPlatform(value: unknown): value is PlatformFacts {
  if (!isObject(value) || !('topology' in value) || !isObject(value['storage']) || !isObject(value['ingress'])) return false;
  return typeof value['name'] === 'string' && typeof value['ingress']['publish'] === 'function';
}

/** What is wrong with something that isn't a platform. */
export function platformRefusal(value: unknown): Refusal {
  const message = `must be a Platform, got ${shown(value)}`;
  return { setting: 'platform', message, fix: 'write for example Platform.minikube({ kubernetes })' };
}

/** Refuses what isn't a platform. It says whether constructs can ask it. */
export function requirePlatform(construct: IConstruct, value: unknown): boolean {
  if (isPlatform(value)) return true;
  refuse(construct, platformRefusal(value));
  return false;
}
