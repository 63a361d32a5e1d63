import { setTimeout as pause } from 'node:timers/promises';
import { idOf } from '../manifests/identity';
import type { KubernetesObject } from '../manifests/object';
import { type JsonObject, valueAt } from '../manifests/value';
import type { Api } from './api';
import { each } from './live';
import type { Progress } from './progress';
import { deadlineOf, readinessOf } from './readiness';
import { troubleOf } from './trouble';

/** What waiting needs. */
export interface Waiting {
  readonly api: Api;
  readonly progress: Progress;
  readonly signal?: AbortSignal;

  /** Seconds between two looks. @default 1 */
  readonly interval?: number;

  /** Seconds without progress after which an object has failed. @default its `progressDeadlineSeconds`, or 600 */
  readonly timeout?: number;
}

/** An object that doesn't become ready. */
export class NotReadyError extends Error {
  readonly reasons: readonly string[];

  constructor(object: KubernetesObject, message: string, reasons: readonly string[]) {
    super(`${idOf(object)}: ${message}`);
    this.reasons = reasons;
  }
}

/** How often the reasons for waiting are asked for, in looks. */
const SELDOM = 5;

/** How much longer than `progressDeadlineSeconds` to wait for the Deployment's controller to say so itself, in seconds. */
const GRACE = 15;

/** Waits until objects are ready. @throws NotReadyError as soon as one of them makes no progress any more */
export async function untilReady(objects: readonly KubernetesObject[], waiting: Waiting): Promise<void> {
  const { api, progress, signal, interval = 1 } = waiting;
  let pending = objects.map((object) => new Pending(object, waiting.timeout));
  for (let look = 0; ; look++) {
    await each(pending, async (it) => it.look(await api.read(it.object)));
    pending = pending.filter(({ isReady }) => !isReady);
    if (pending.length === 0) break;
    const failed = pending.find(({ failure }) => failure !== undefined);
    if (look % SELDOM === SELDOM - 1 || failed) await each(pending, (it) => it.ask(api));
    progress.show(pending.map(({ text }) => text));
    if (failed) throw new NotReadyError(failed.object, failed.failure as string, failed.reasons);
    await pause(interval * 1000, undefined, { signal });
  }
  progress.show([]);
}

/** An object that isn't ready yet. */
class Pending {
  readonly object: KubernetesObject;
  isReady = false;
  failure: string | undefined;
  reasons: readonly string[] = [];
  private readonly timeout: number | undefined;
  private state = '';
  private live: JsonObject | undefined;
  private since = performance.now();

  constructor(object: KubernetesObject, timeout: number | undefined) {
    this.object = object;
    this.timeout = timeout;
  }

  /** Takes in what is stored now. */
  look(live: JsonObject | undefined): void {
    this.live = live;
    if (live === undefined) {
      this.failure = 'it was deleted by something else';
      return;
    }
    const { isReady, text, failure } = readinessOf(live);
    if (text !== this.state) this.since = performance.now();
    this.state = text;
    this.isReady = isReady;
    this.failure = failure ?? this.overdue(live);
  }

  /** Asks why it isn't ready. */
  async ask(api: Api): Promise<void> {
    if (this.live !== undefined) this.reasons = await troubleOf(api, this.live);
  }

  get text(): string {
    const [reason] = this.reasons;
    return `  waiting    ${idOf(this.object)}: ${this.state}${reason === undefined ? '' : `; ${reason}`}`;
  }

  private overdue(live: JsonObject): string | undefined {
    const isOwn = this.timeout === undefined && valueAt(live, 'spec', 'progressDeadlineSeconds') !== undefined;
    const seconds = this.timeout ?? deadlineOf(live);
    const waited = (performance.now() - this.since) / 1000;
    return waited > seconds + (isOwn ? GRACE : 0) ? `no progress for ${seconds} s: ${this.state}` : undefined;
  }
}
