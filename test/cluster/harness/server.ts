import { Agent, request } from 'node:https';
import type { Manifest } from '../../../src/synthesis/manifest';
import type { KubeConfig } from './kubernetes-client';

/** The JSON of an answer: an object, a list or a Status with a message. */
interface Body {
  readonly message?: string;
  readonly resources?: readonly Resource[];
  readonly [field: string]: unknown;
}

/** What the server answered. */
export interface Answer {
  readonly status: number;
  readonly body: Body;
  /** Texts of the `Warning` headers: what the server lets pass and dislikes. */
  readonly warnings: readonly string[];
}

interface Resource {
  readonly kind: string;
  readonly name: string;
  readonly namespaced: boolean;
}

/**
 * The API server, spoken to without types. The client library serializes known kinds field by field and drops what it doesn't know; here a
 * manifest's mistakes must arrive.
 */
export class Server {
  private readonly config: KubeConfig;
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 4 });
  private readonly resources = new Map<string, Promise<readonly Resource[]>>();

  constructor(config: KubeConfig) {
    this.config = config;
  }

  /** Server-side apply with strict field validation. */
  apply(manifest: Manifest, options: { dryRun?: boolean } = {}): Promise<Answer> {
    const query = { fieldManager: 'nines', force: 'true', fieldValidation: 'Strict', ...(options.dryRun ? { dryRun: 'All' } : {}) };
    // JSON is YAML.
    return this.send('PATCH', manifest, JSON.stringify(manifest), 'application/apply-patch+yaml', query);
  }

  /** A JSON merge patch. */
  merge(manifest: Manifest, patch: object): Promise<Answer> {
    return this.send('PATCH', manifest, JSON.stringify(patch), 'application/merge-patch+json');
  }

  read(manifest: Manifest): Promise<Answer> {
    return this.send('GET', manifest);
  }

  delete(manifest: Manifest): Promise<Answer> {
    return this.send('DELETE', manifest, JSON.stringify({ propagationPolicy: 'Background' }), 'application/json');
  }

  /** Everything else, by its path. */
  async call(method: string, path: string, body?: string, type = 'application/json'): Promise<Answer> {
    // Node sends the body of a DELETE without its length unless told.
    const headers: Record<string, string> =
      body === undefined ? {} : { 'content-type': type, 'content-length': String(Buffer.byteLength(body)) };
    const options = { headers };
    await this.config.applyToHTTPSOptions(options as never);
    const url = `${this.config.getCurrentCluster()?.server}${path}`;
    return new Promise((resolve, reject) => {
      const outgoing = request(url, { ...options, method, agent: this.agent }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk) => {
          text += chunk;
        });
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, body: parse(text), warnings: warnings(response.headersDistinct[WARNING]) }),
        );
      });
      // The server may close a connection that was idle in the very moment in which it is used again.
      const again = (error: Error): unknown =>
        outgoing.reusedSocket ? this.call(method, path, body, type).then(resolve, reject) : reject(error);
      outgoing.on('error', again).end(body);
    });
  }

  close(): void {
    this.agent.destroy();
  }

  private async send(
    method: string,
    manifest: Manifest,
    body?: string,
    type?: string,
    query: Record<string, string> = {},
  ): Promise<Answer> {
    const path = await this.path(manifest);
    // There is no path to ask, and so no answer of the server's own.
    if (!path) return { status: 404, body: { message: `the server knows no ${manifest.kind} in ${manifest.apiVersion}` }, warnings: [] };
    const search = new URLSearchParams(query).toString();
    return this.call(method, `${path}${search && `?${search}`}`, body, type);
  }

  /** The path of the object, by what the server says about its kind; undefined when it knows no such kind. */
  private async path(manifest: Manifest): Promise<string | undefined> {
    const { apiVersion, kind, metadata } = manifest;
    const base = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    const resource = (await this.discover(base)).find((known) => known.kind === kind && !known.name.includes('/'));
    if (!resource) return undefined;
    const namespace = resource.namespaced ? `/namespaces/${metadata.namespace ?? 'default'}` : '';
    return `${base}${namespace}/${resource.name}/${metadata.name}`;
  }

  private discover(base: string): Promise<readonly Resource[]> {
    const known = this.resources.get(base);
    if (known) return known;
    const asked = this.call('GET', base).then((answer) => {
      // A group that is not there may come with the next CRD.
      if (answer.status !== 200) this.resources.delete(base);
      return answer.body.resources ?? [];
    });
    this.resources.set(base, asked);
    return asked;
  }
}

function parse(text: string): Body {
  try {
    return JSON.parse(text);
  } catch {
    return { message: text };
  }
}

const WARNING = 'warning';

/** `299 - "text"`, with the quotes inside the text escaped. */
function warnings(headers: readonly string[] = []): string[] {
  return headers.map((header) => header.replace(/^\d{3} \S+ "(.*)"$/s, '$1').replaceAll('\\"', '"'));
}

/** Throws unless the server agreed. */
export function agreed(answer: Answer, what: string): Answer {
  if (answer.status >= 200 && answer.status < 300) return answer;
  throw new Error(`${what}: the server answered ${answer.status}: ${answer.body.message}`);
}
