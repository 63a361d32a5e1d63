import type { JudgedHazard } from '../change/result';
import { idOf } from '../manifests/identity';
import { indexOf, type ObjectIndex } from '../manifests/object-index';
import { type JsonObject, textAt } from '../manifests/value';
import { type Api, RefusedRequestError } from './api';
import { applyObject } from './apply';
import { digestOf, type Entry, type Inventory, InventoryFile, keyOfReference, missingFrom, united } from './inventory';
import { isOurs, type LiveChange, liveChange, referenceOf } from './live';
import type { Progress } from './progress';
import { reasonToKeep } from './pruning';
import { Summary } from './summary';
import { untilReady } from './waiting';
import { type Wave, waveOf, wavesOf } from './waves';

/** What to deploy, and where. */
export interface DeployOptions {
  /** The name of the environment. */
  readonly environment: string;
  readonly manifests: ObjectIndex;
  readonly api: Api;
  readonly progress: Progress;

  /** Ends the deployment between two steps. */
  readonly signal?: AbortSignal;

  /** Seconds without progress after which an object has failed. @default its `progressDeadlineSeconds`, or 600 */
  readonly timeout?: number;

  /** Seconds between two looks at what isn't ready. @default 1 */
  readonly interval?: number;

  /**
   * What is dangerous in a change besides what manifests and the server say, such as a rolling update that the nodes leave stuck.
   *
   * @default nothing
   */
  readonly hazardsIn?: (change: LiveChange) => readonly JudgedHazard[];
}

/** The comparison that a deployment begins with. */
export interface Plan extends LiveChange {
  readonly inventory: Inventory;

  /** What is dangerous in it, and not accepted. */
  readonly hazards: readonly JudgedHazard[];
}

/**
 * A deployment of an environment's manifests: what it would change, and then the apply itself in waves, each of which waits for the one before it.
 *
 * Every step may be repeated, so a deployment that broke off is finished by the next one.
 */
export class Deployment {
  readonly waves: readonly Wave[];
  readonly summary = new Summary();

  /** Objects that aren't applied yet. */
  pending: readonly string[];
  private readonly options: DeployOptions;
  private readonly file: InventoryFile;

  /** @throws InputError if the number of a wave isn't one */
  constructor(options: DeployOptions) {
    const { objects } = options.manifests;
    this.options = options;
    this.waves = wavesOf(objects);
    this.pending = this.waves.flatMap((wave) => wave.objects.map(idOf));
    this.file = new InventoryFile(options.api, options.environment, objects);
  }

  /**
   * What the deployment would do. A reason that a deployment of the same manifests brought before it broke off is still valid.
   *
   * @throws InputError if another environment has applied the same objects, UnreachableError, RefusedRequestError
   */
  async plan(): Promise<Plan> {
    const { api, manifests, hazardsIn } = this.options;
    await this.file.requireOwn(manifests.objects);
    const inventory = await this.file.read();
    const change = await liveChange(api, inventory, manifests);
    const continues = inventory.unfinished === digestOf(manifests.objects);
    const all = [...change.result.hazards, ...(hazardsIn?.(change) ?? [])];
    const hazards = all.filter(({ accepted, spent }) => accepted === undefined && !(continues && spent !== undefined));
    return { ...change, inventory, hazards };
  }

  /** Applies, waits and prunes. @throws ApplyError, NotReadyError, UnreachableError, RefusedRequestError, and what the signal is aborted with */
  async run({ inventory, gone }: Plan): Promise<void> {
    const { objects } = this.options.manifests;
    const unfinished = digestOf(objects);
    const begun: Inventory = { applied: united(inventory.applied, objects.map(referenceOf)), kept: inventory.kept, unfinished };
    const applied = await this.applyWaves(begun);
    const names = new Set(objects.map(keyOfReference));
    const current = applied.filter((entry) => names.has(keyOfReference(entry)));
    const kept = [...(await this.stillThere(missingFrom(objects, inventory.kept))), ...(await this.prune(gone))];
    await this.file.write({ applied: current, kept });
  }

  private async applyWaves(begun: Inventory): Promise<readonly Entry[]> {
    const { signal, progress } = this.options;
    let applied = begun.applied;
    // Before anything else if its namespace is there already, so that what breaks off is known to the next run.
    let isWritten = await this.attempt({ ...begun, applied });
    for (const [index, wave] of this.waves.entries()) {
      progress.line(
        `wave ${index + 1} of ${this.waves.length}: ${wave.objects.length === 1 ? '1 object' : `${wave.objects.length} objects`}`,
      );
      for (const object of wave.objects) {
        signal?.throwIfAborted();
        const { outcome, uid } = await applyObject(object, this.options);
        const line = this.summary.add(outcome, object);
        if (outcome !== 'unchanged') progress.line(line);
        applied = united(applied, [{ ...referenceOf(object), ...(uid !== undefined && { uid }) }]);
        this.pending = this.pending.slice(1);
        if (object.type.startsWith('CustomResourceDefinition.')) await untilReady([object], this.options);
        if (!isWritten && object.type === 'Namespace') isWritten = await this.attempt({ ...begun, applied });
      }
      await this.file.write({ ...begun, applied });
      await untilReady(wave.objects, this.options);
    }
    return applied;
  }

  /** Writes the inventory unless its namespace isn't there. */
  private async attempt(inventory: Inventory): Promise<boolean> {
    try {
      await this.file.write(inventory);
      return true;
    } catch (error) {
      // The namespace is new, or is being deleted and will be.
      if (error instanceof RefusedRequestError && (error.status === 404 || /being terminated/.test(error.message))) return false;
      throw error;
    }
  }

  /** Deletes what is gone from the manifests, the last wave first. @returns what is kept instead */
  private async prune(gone: readonly Entry[]): Promise<readonly Entry[]> {
    const { api, progress, signal } = this.options;
    const kept: Entry[] = [];
    for (const { entry, live } of await this.inReverse(gone)) {
      signal?.throwIfAborted();
      const [object] = indexOf([{ value: live }]).objects;
      const because = object && reasonToKeep(object);
      if (because !== undefined) {
        kept.push(entry);
        progress.line(this.summary.add('kept', entry, `it is gone from the manifests, but ${because}`));
        continue;
      }
      const { status, body } = await api.delete(entry, textAt(live, 'metadata', 'uid') ?? '');
      // Somebody else was faster, or has put another object in its place.
      if (status === 404 || status === 409) continue;
      if (status >= 300) throw new RefusedRequestError({ status, body });
      progress.line(this.summary.add('pruned', entry));
    }
    return kept;
  }

  private async inReverse(
    gone: readonly Entry[],
  ): Promise<readonly { readonly entry: Entry; readonly live: JsonObject; readonly wave: number }[]> {
    const found = [];
    for (const entry of gone) {
      const live = await this.options.api.read(entry);
      if (live !== undefined && isOurs(entry, live)) found.push({ entry, live, wave: waveOfLive(live) });
    }
    return found.reverse().sort((a, b) => b.wave - a.wave);
  }

  private async stillThere(kept: readonly Entry[]): Promise<readonly Entry[]> {
    const { api, progress } = this.options;
    const found: Entry[] = [];
    for (const entry of kept) {
      if (!isOurs(entry, await api.read(entry))) continue;
      found.push(entry);
      progress.line(this.summary.add('kept', entry, 'it is gone from the manifests, and was kept before'));
    }
    return found;
  }
}

/** A number that somebody has spoilt in the cluster counts as none. */
function waveOfLive(live: JsonObject): number {
  const [object] = indexOf([{ value: live }]).objects;
  try {
    return object === undefined ? 0 : waveOf(object);
  } catch {
    return 0;
  }
}
