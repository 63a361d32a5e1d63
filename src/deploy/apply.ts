import { setTimeout as pause } from 'node:timers/promises';
import { idOf } from '../manifests/identity';
import type { KubernetesObject } from '../manifests/object';
import { isObject, type JsonObject, textAt, valueAt } from '../manifests/value';
import { type Answer, type Api, RefusedRequestError, UNKNOWN_KIND } from './api';
import { handOver, leavesReplicas } from './ownership';
import type { Progress } from './progress';
import { redacted } from './redaction';
import type { Outcome } from './summary';

/** What an apply did. */
export interface Applied {
  readonly outcome: Extract<Outcome, 'created' | 'configured' | 'unchanged'>;
  readonly uid: string | undefined;
}

/** An object that the API server refuses. */
export class ApplyError extends Error {}

/** How often a conflict, or a webhook that doesn't answer yet, is tried again, a second apart. */
const ATTEMPTS = 15;

/** How many seconds to wait until an object of the same name is deleted. */
const LEAVING = 300;

/** What an apply needs. */
interface Applying {
  readonly api: Api;
  readonly progress: Progress;
  readonly signal?: AbortSignal;
}

/** Applies an object, and says what that did. @throws ApplyError if the server refuses it */
export async function applyObject(object: KubernetesObject, { api, progress, signal }: Applying): Promise<Applied> {
  for (let attempt = 1, leaving = 0; ; ) {
    const live = await api.read(object);
    const isLeaving = valueAt(live, 'metadata', 'deletionTimestamp') !== undefined;
    if (isLeaving) {
      if (leaving++ === LEAVING) throw new ApplyError(`${idOf(object)}: it is being deleted, and still there after ${LEAVING} s`);
      progress.show([`  waiting    ${idOf(object)}: being deleted`]);
    } else {
      const answer = await attemptOf(api, object, live);
      progress.show([]);
      if (answer.status < 300) return appliedOf(answer, live);
      if (!isTransient(answer) || attempt++ === ATTEMPTS) throw refusal(object, answer);
    }
    await pause(1000, undefined, { signal });
  }
}

async function attemptOf(api: Api, { root, ...reference }: KubernetesObject, live: JsonObject | undefined): Promise<Answer> {
  const manifest = isObject(root.value) ? root.value : {};
  const patch = live === undefined ? [] : handOver(live, { leavesReplicas: leavesReplicas(manifest) });
  if (patch.length > 0) {
    const answer = await api.patch(reference, patch);
    if (answer.status >= 300) return answer;
  }
  return api.apply(reference, manifest);
}

function appliedOf({ status, body }: Answer, live: JsonObject | undefined): Applied {
  const version = (value: JsonObject | undefined) => textAt(value, 'metadata', 'resourceVersion');
  const outcome = status === 201 ? 'created' : version(body) === version(live) ? 'unchanged' : 'configured';
  return { outcome, uid: textAt(body, 'metadata', 'uid') };
}

/** Somebody else changed the object meanwhile (409, or 422 for the test in a patch), a new kind isn't served yet, or a webhook is only starting. */
function isTransient({ status, body }: Answer): boolean {
  const message = textAt(body, 'message') ?? '';
  if (body['reason'] === UNKNOWN_KIND) return true;
  return status === 409 || (status === 422 && /testing value/.test(message)) || (status === 500 && /failed calling webhook/.test(message));
}

function refusal(object: KubernetesObject, answer: Answer): ApplyError {
  const { message } = new RefusedRequestError(answer);
  return new ApplyError(`${idOf(object)}: the API server refuses it: ${redacted(message, object.root.value)}`);
}
