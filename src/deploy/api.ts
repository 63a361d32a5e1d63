import { request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { isObject, type JsonObject, listAt, textAt } from '../manifests/value';

/** The field manager of everything that is applied here. */
export const FIELD_MANAGER = 'nines';

/** What names an object to the API server. */
export interface Reference {
  readonly apiVersion: string;
  readonly kind: string;

  /** Empty for a cluster-scoped object. */
  readonly namespace: string;
  readonly name: string;
}

/** An answer of the API server. */
export interface Answer {
  readonly status: number;
  readonly body: JsonObject;
}

/** A request, besides its path. */
interface Call {
  readonly method?: 'GET' | 'PATCH' | 'DELETE';
  readonly body?: unknown;
  readonly type?: string;
  readonly accept?: string;
}

/** The API server doesn't answer, or kubectl can't reach it. */
export class UnreachableError extends Error {}

/** A request that the API server refuses. */
export class RefusedRequestError extends Error {
  readonly status: number;

  constructor({ status, body }: Answer) {
    super(textAt(body, 'message') ?? `status ${status}`);
    this.status = status;
  }
}

/** How long a cluster that doesn't answer is asked again, in seconds: longer than a managed control plane takes to move to another machine's address. */
const PATIENCE = 30;

/** How long one answer may take, in seconds: the API server's own limit. */
const LONGEST = 60;

/** Options of a client. */
export interface ApiOptions {
  /** Ends all waiting. */
  readonly signal?: AbortSignal;

  /** The kubeconfig context of the cluster, for commands in messages. @default none */
  readonly context?: string;

  /** Seconds during which a server that doesn't answer is asked again. @default 30 */
  readonly patience?: number;
}

/** The API server of a cluster, behind the socket of `kubectl proxy`. Objects go through as plain JSON, so that a field of a newer version survives. */
export class Api {
  /** The kubeconfig context of the cluster, for commands in messages; undefined if it has no name here. */
  readonly context: string | undefined;
  private readonly socket: string;
  private readonly signal: AbortSignal | undefined;
  private readonly patience: number;
  private readonly resources = new Map<string, readonly unknown[]>();

  constructor(socket: string, { context, signal, patience = PATIENCE }: ApiOptions = {}) {
    this.context = context;
    this.socket = socket;
    this.signal = signal;
    this.patience = patience;
  }

  /** An object; undefined if it, its namespace or its kind isn't there. */
  async read(reference: Reference, accept?: string): Promise<JsonObject | undefined> {
    const path = await this.path(reference);
    if (path === undefined) return undefined;
    const answer = await this.call(path, { accept });
    return answer.status === 404 ? undefined : agreed(answer).body;
  }

  /** The objects at a path such as `/api/v1/namespaces/shop/pods`. */
  async list(path: string): Promise<readonly unknown[]> {
    return listAt(agreed(await this.call(path)).body, 'items');
  }

  /** Server-side apply, with strict validation of the fields. @returns what is stored, or would be in a dry run */
  async apply(reference: Reference, value: unknown, { dryRun = false } = {}): Promise<Answer> {
    const path = await this.path(reference);
    if (path === undefined) return { status: 404, body: { message: unknownKind(reference), reason: UNKNOWN_KIND } };
    const query = `fieldManager=${FIELD_MANAGER}&force=true&fieldValidation=Strict${dryRun ? '&dryRun=All' : ''}`;
    return this.call(`${path}?${query}`, { method: 'PATCH', body: value, type: 'application/apply-patch+yaml' });
  }

  /** A JSON patch. */
  async patch(reference: Reference, operations: readonly JsonObject[]): Promise<Answer> {
    const path = await this.path(reference);
    if (path === undefined) return { status: 404, body: { message: unknownKind(reference), reason: UNKNOWN_KIND } };
    return this.call(path, { method: 'PATCH', body: operations, type: 'application/json-patch+json' });
  }

  /** Deletes the object of a uid, and afterwards what it owns. */
  async delete(reference: Reference, uid: string): Promise<Answer> {
    const path = await this.path(reference);
    if (path === undefined) return { status: 404, body: { message: unknownKind(reference), reason: UNKNOWN_KIND } };
    return this.call(path, {
      method: 'DELETE',
      body: { propagationPolicy: 'Background', preconditions: { uid } },
      type: 'application/json',
    });
  }

  /** Whether the cluster has a kind. */
  async knows(reference: Pick<Reference, 'apiVersion' | 'kind'>): Promise<boolean> {
    return (await this.resourceOf(reference)) !== undefined;
  }

  /** The path of an object by what the server says of its kind; undefined if it has no such kind. */
  private async path(reference: Reference): Promise<string | undefined> {
    const resource = await this.resourceOf(reference);
    if (resource === undefined) return undefined;
    const namespace = resource['namespaced'] === true ? `/namespaces/${reference.namespace || 'default'}` : '';
    return `${groupPath(reference)}${namespace}/${resource['name']}/${encodeURIComponent(reference.name)}`;
  }

  private async resourceOf({ apiVersion, kind }: Pick<Reference, 'apiVersion' | 'kind'>): Promise<JsonObject | undefined> {
    const base = groupPath({ apiVersion });
    const find = (all: readonly unknown[]) => all.filter(isObject).find((it) => it['kind'] === kind && !String(it['name']).includes('/'));
    const known = find(this.resources.get(base) ?? []);
    if (known) return known;
    // A kind that isn't there may come with the next definition.
    const answer = await this.call(base);
    if (answer.status === 404) return undefined;
    const resources = listAt(agreed(answer).body, 'resources');
    this.resources.set(base, resources);
    return find(resources);
  }

  /** One request, repeated while nothing answers. Every request here may be repeated. */
  private async call(path: string, call: Call = {}): Promise<Answer> {
    const end = performance.now() + this.patience * 1000;
    for (let wait = 100; ; wait = Math.min(2 * wait, 1000)) {
      this.signal?.throwIfAborted();
      try {
        return await this.once(path, call);
      } catch (error) {
        this.signal?.throwIfAborted();
        if (!(error instanceof UnreachableError) || performance.now() > end) throw error;
        await pause(wait, undefined, { signal: this.signal });
      }
    }
  }

  private once(path: string, { method = 'GET', body, type, accept = 'application/json' }: Call): Promise<Answer> {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const headers = { accept, ...(text !== undefined && { 'content-type': type, 'content-length': Buffer.byteLength(text) }) };
    return new Promise((resolve, reject) => {
      const fail = ({ message }: Error) => reject(new UnreachableError(message));
      const asked = request({ socketPath: this.socket, path, method, headers, timeout: LONGEST * 1000 }, (response) => {
        let received = '';
        response.setEncoding('utf8').on('data', (chunk) => {
          received += chunk;
        });
        response.on('error', fail);
        response.on('end', () => answered(response.statusCode ?? 0, received, resolve, fail));
      });
      asked.on('timeout', () => asked.destroy(new Error(`no answer within ${LONGEST} s`)));
      asked.on('error', fail);
      asked.end(text);
    });
  }
}

/** A server that is starting or overloaded says so in a Status; kubectl says in plain text that it reaches none. */
function answered(status: number, text: string, resolve: (answer: Answer) => void, fail: (error: Error) => void): void {
  const body = parsed(text) ?? (status < 500 ? { message: text.trim() } : undefined);
  if (body === undefined) fail(new Error(text.trim() || `status ${status}`));
  else if (status === 429 || status === 503) fail(new Error(textAt(body, 'message') ?? `status ${status}`));
  else resolve({ status, body });
}

function parsed(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The answer if the server agreed. @throws RefusedRequestError */
export function agreed(answer: Answer): Answer {
  if (answer.status >= 200 && answer.status < 300) return answer;
  throw new RefusedRequestError(answer);
}

function groupPath({ apiVersion }: Pick<Reference, 'apiVersion'>): string {
  return apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}

/** The reason in an answer that no server gave. */
export const UNKNOWN_KIND = 'UnknownKind';

function unknownKind({ apiVersion, kind }: Reference): string {
  return `the cluster has no kind ${kind} in ${apiVersion}`;
}
