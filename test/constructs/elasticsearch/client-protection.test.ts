import { Duration } from 'cdk8s';
import { clientOf, type ElasticsearchHttp, type Protection } from '../../../src';

const http: ElasticsearchHttp = {
  service: 'elasticsearch',
  name: 'http',
  number: 9200,
  selector: { app: 'elasticsearch' },
  workload: 'StatefulSet/elasticsearch',
  url: 'http://elasticsearch:9200',
};
const everything: Required<Omit<Protection, 'outlier'>> = {
  timeout: Duration.seconds(5),
  retry: [502, 503],
  concurrency: 20,
  circuitBreaker: { failing: '30%', pause: Duration.seconds(8) },
};

test('every part that a client can do is a variable, under the prefix of the client', () => {
  expect(clientOf(http, { prefix: 'LOGS', protection: everything }).env).toEqual({
    LOGS_URL: 'http://elasticsearch:9200',
    LOGS_TIMEOUT_SECONDS: '5',
    LOGS_RETRY_STATUSES: '502,503',
    LOGS_MAX_REQUESTS: '20',
    LOGS_CIRCUIT_BREAKER_PERCENT: '30',
    LOGS_CIRCUIT_BREAKER_SECONDS: '8',
  });
});

test('a circuit breaker has the defaults of a route', () => {
  expect(clientOf(http, { protection: { circuitBreaker: {} } }).env).toEqual({
    ELASTICSEARCH_URL: 'http://elasticsearch:9200',
    ELASTICSEARCH_CIRCUIT_BREAKER_PERCENT: '50',
    ELASTICSEARCH_CIRCUIT_BREAKER_SECONDS: '5',
  });
});

test('without a protection there are no more variables', () => {
  expect(clientOf(http, {}).env).toEqual({ ELASTICSEARCH_URL: 'http://elasticsearch:9200' });
});

test('a client with one address can not take a pod out', () => {
  expect(() => clientOf(http, { protection: { outlier: {} } })).toThrow(
    "clientOf: protection.outlier isn't supported by a client with one address, got {}; omit it: a pod that is not ready gets no requests, and retry sends those that failed again; only a mesh knows pods, and no platform names one",
  );
});

test('invalid parts are refused, all at once', () => {
  expect(() => clientOf(http, { protection: { timeout: Duration.millis(500), concurrency: 0 } })).toThrow(
    [
      'clientOf: protection.timeout must be a Duration of whole seconds, 1 or more, got 0.5; write Duration.seconds(5)',
      'protection.concurrency must be a whole number of 1 or more, got 0; write a number such as 5',
    ].join('\n'),
  );
});
