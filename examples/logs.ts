import { Chart, Duration, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import {
  ApplicationNamespace,
  admit,
  denyByDefault,
  Elasticsearch,
  LOGGING_LOGIN,
  logLifecycles,
  namespacePeer,
  Platform,
  Storage,
} from '../src';

const platform = Platform.digitalOcean({
  kubernetes: '1.36',
  region: 'fra1',
  nodes: { count: 3, cpu: Cpu.units(2), memory: Size.gibibytes(8) },
});

/**
 * An Elasticsearch for the logs of the application `shop` alone, which keeps them for 30 days. The application's environment sends them there:
 *
 * ```ts
 * logs: {
 *   to: {
 *     endpoint: 'https://logs.logging.svc:9200/_otlp',
 *     authorization: { secret: 'logs', key: 'authorization' },
 *     certificateAuthority: { secret: 'logs', key: 'ca.crt' },
 *   },
 * },
 * ```
 */
export class Logging extends Chart {
  constructor(scope: Construct) {
    super(scope, 'logging', { namespace: 'logging', disableResourceNameHashes: true });
    denyByDefault(this);
    const { className: storageClassName } = new Storage(this, 'storage', { platform });
    const { http, podSecurity } = new Elasticsearch(this, 'elasticsearch', {
      platform,
      storageClassName,
      name: 'logs',
      version: '9.5.6',
      masters: 3,
      storage: Size.gibibytes(100),
      logins: { collector: LOGGING_LOGIN },
      lifecycles: logLifecycles(Duration.days(30)),
      snapshots: { accept: 'no-backup', because: 'the services go on without their logs' },
    });
    new ApplicationNamespace(this, 'namespace', { podSecurity });
    admit(this, 'log-collector', [namespacePeer('shop-logs')], [http]);
  }
}
