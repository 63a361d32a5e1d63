import type { Construct } from 'constructs';
import { requireImageName } from '../../parts/image';
import { requireSecretKey } from '../../parts/object-name';
import { hostOf, requireEndpoint } from '../../parts/otlp-endpoint';
import { entriesOf, isPlain } from '../../parts/record';
import { refuse } from '../../parts/refuse';
import { shown } from '../../parts/shown';
import type { LogOptions, LogSink } from './options';

/** The Service of the application's own Elasticsearch. */
interface OwnService {
  readonly service: string;
  readonly namespace: string;
}

/** Refuses logs that can't be sent, or that would be sent to the application's own Elasticsearch. */
export function requireLogs(construct: Construct, options: LogOptions, image: string, queueMebibytes: number, own?: OwnService): void {
  if (!isPlain(options.to as unknown)) {
    const message = `must be an object with an endpoint, got ${shown(options.to)}`;
    refuse(construct, { setting: 'logs.to', message, fix: "write one such as { endpoint: 'http://loki-gateway.monitoring.svc/otlp' }" });
    return;
  }
  const { to } = options;
  if (requireEndpoint(construct, 'logs.to', to) && own) requireOther(construct, hostOf(to), own);
  if (to.authorization !== undefined) requireSecretKey(construct, 'logs.to.authorization', to.authorization);
  if (to.certificateAuthority !== undefined) requireSecretKey(construct, 'logs.to.certificateAuthority', to.certificateAuthority);
  requireHeaders(construct, to.headers);
  requireImageName(construct, 'logs.image', image);
  if (Number.isInteger(queueMebibytes) && queueMebibytes >= 1) return;
  const message = `must be a whole number of 1 or more, got ${shown(queueMebibytes)}`;
  refuse(construct, { setting: 'logs.queueMebibytes', message, fix: 'write the size in MiB, such as 256' });
}

function requireHeaders(construct: Construct, headers: LogSink['headers']): void {
  const example = "{ 'X-Scope-OrgID': 'shop' }";
  for (const [name, value] of entriesOf(construct, 'logs.to.headers', headers, example)) {
    if (typeof value === 'string') continue;
    refuse(construct, { setting: `logs.to.headers.${name}`, message: `must be a string, got ${shown(value)}`, fix: `write ${example}` });
  }
}

/** The logs of an outage would be in what is out, and a burst of them would be the outage. */
function requireOther(construct: Construct, host: string, { service, namespace }: OwnService): void {
  const name = `${service}.${namespace}`;
  if (![service, name, `${name}.svc`, `${name}.svc.cluster.local`].includes(host)) return;
  refuse(construct, {
    setting: 'logs.to.endpoint',
    message: `must not be the application's own Elasticsearch, got ${shown(host)}`,
    fix: 'send logs to Loki, or to a cluster of their own',
  });
}
