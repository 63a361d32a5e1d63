import { probes } from '../../../src/constructs/web-service/probes';

const { value: port } = probes('http').livenessProbe?.tcpSocket?.port ?? {};

test('it is asked at its port', () => {
  expect(port).toBe('http');
});

test('the health path decides who serves, and never who is restarted', () => {
  const { startupProbe, readinessProbe, livenessProbe } = probes('http', '/healthz');
  expect([startupProbe?.httpGet?.path, readinessProbe?.httpGet?.path, livenessProbe?.httpGet]).toEqual(['/healthz', '/healthz', undefined]);
});

test('without a health path a connection is enough', () => {
  const { startupProbe, readinessProbe } = probes('http');
  expect([startupProbe?.tcpSocket, readinessProbe?.tcpSocket]).toEqual([{ port: { value: 'http' } }, { port: { value: 'http' } }]);
});

test('a container has two minutes to start, is out of service after ten seconds and restarted after a minute', () => {
  const { startupProbe, readinessProbe, livenessProbe } = probes('http');
  const seconds = [startupProbe, readinessProbe, livenessProbe].map(
    (probe) => (probe?.periodSeconds ?? 0) * (probe?.failureThreshold ?? 0),
  );
  expect(seconds).toEqual([120, 10, 60]);
});
