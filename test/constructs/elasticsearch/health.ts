import type { IncomingMessage, ServerResponse } from 'node:http';

/** What `/_cluster/health` says of a cluster, with Elasticsearch's own fields in its order; taken from a running 8.19. */
export function health(status: 'green' | 'yellow' | 'red', shards: Record<string, number> = {}): string {
  return JSON.stringify({
    cluster_name: 'shop',
    status,
    timed_out: false,
    number_of_nodes: 3,
    number_of_data_nodes: 3,
    active_primary_shards: 4,
    active_shards: 8,
    relocating_shards: 0,
    initializing_shards: 0,
    unassigned_shards: 0,
    unassigned_primary_shards: 0,
    delayed_unassigned_shards: 0,
    number_of_pending_tasks: 0,
    number_of_in_flight_fetch: 0,
    task_max_waiting_in_queue_millis: 0,
    active_shards_percent_as_number: 100.0,
    ...shards,
  });
}

/** What `/_cat/recovery` says of the copies that are being made: the bytes and the operations of one so far. */
export function recovery(bytes: number, operations = 0): string {
  return `shop 0 elasticsearch-2 ${bytes} ${operations}\n`;
}

// https://github.com/elastic/elasticsearch/issues/89692
const SYSTEM_INDICES =
  '{"error":{"type":"illegal_state_exception","reason":"Cannot override settings on system indices: [.transform-internal-*] -> [index.unassigned.node_left.delayed_timeout]"},"status":500}';

/** Elasticsearch's HTTP, which answers as it is told and to nobody without the credentials, if there are any. */
export class Http {
  answer = health('green');
  recovery: string | undefined = '';
  /** The requests that changed settings: path and body. */
  readonly settings: { readonly url: string; readonly body: string }[] = [];
  /** Whether a change of hidden indices is refused because of system indices, as where nobody logs in. */
  hasSystemIndices = false;
  readonly credentials: string | undefined;

  constructor(credentials?: string) {
    this.credentials = credentials && `Basic ${Buffer.from(credentials).toString('base64')}`;
  }

  readonly handle = (request: IncomingMessage, response: ServerResponse) => {
    const { headers, method, url = '' } = request;
    if (headers.authorization !== this.credentials) return response.writeHead(401).end('{"error":{},"status":401}');
    if (method === 'GET' && url.startsWith('/_cluster/health?')) return response.end(this.answer);
    if (method === 'GET' && url.startsWith('/_cat/recovery?'))
      return this.recovery === undefined ? response.destroy() : response.end(this.recovery);
    if (method === 'PUT' && url.includes('/_settings?') && headers['content-type'] === 'application/json')
      return this.change(url, request, response);
    return response.writeHead(404).end();
  };

  private change(url: string, request: IncomingMessage, response: ServerResponse): void {
    const chunks: string[] = [];
    request.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk));
    request.on('end', () => {
      this.settings.push({ url, body: chunks.join('') });
      if (this.hasSystemIndices && url.includes('hidden')) response.writeHead(500).end(SYSTEM_INDICES);
      else response.end('{"acknowledged":true}');
    });
  }
}
