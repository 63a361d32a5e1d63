import { Duration } from 'cdk8s';
import type { Lifecycle } from '../../elasticsearch/index-settings';
import type { Login } from '../../elasticsearch/logins';

/**
 * A login for whatever sends logs to an Elasticsearch of their own: it creates data streams `logs-*` and adds documents, and can neither read nor change any.
 *
 * @see https://www.elastic.co/docs/manage-data/ingest/otlp-endpoint
 */
export const LOGGING_LOGIN: Login = { indices: [{ names: ['logs-*'], privileges: ['create_doc', 'auto_configure'] }] };

/** A new index a day, or sooner if it is large: only whole indices are deleted. */
const ROLLOVER = { max_age: '1d', max_primary_shard_size: '50gb' };

/**
 * The retention of an Elasticsearch for logs, for its prop `lifecycles`: it replaces the lifecycle that Elasticsearch's own templates give to each data stream of
 * logs, which keeps them for good.
 *
 * @param retention how long a log is kept; up to a day longer, until its index has rolled over
 */
export function logLifecycles(retention: Duration): Readonly<Record<string, Lifecycle>> {
  return {
    'logs@lifecycle': {
      hot: { minAge: Duration.millis(0), actions: { rollover: ROLLOVER } },
      delete: { minAge: retention, actions: { delete: {} } },
    },
  };
}
