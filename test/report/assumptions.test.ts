import { assumptionsText } from '../../src/report/assumptions';

const given = (what: string, value: string, source = 'default') => ({ what, value, source });
const lines = (...assumptions: ReturnType<typeof given>[]) => assumptionsText({ assumptions }).split('\n').slice(1);

test('both figures of a rate are one line, and so are all that have the same', () => {
  const zone = (name: string) => [given(`zone ${name} mtbf`, '8766h', 'a year'), given(`zone ${name} mttr`, '1h', 'a year')];
  expect(lines(...zone('a'), ...zone('b'), given('region failures', 'never', 'topology'))).toEqual([
    '  zone a, b: mtbf 8766h, mttr 1h (a year)',
    '  region failures: never (topology)',
  ]);
});

test('a repair with a source of its own keeps it', () => {
  expect(lines(given('node mtbf', '3130h', 'measured'), given('node mttr', '1h', 'a guess'))).toEqual([
    '  node: mtbf 3130h (measured), mttr 1h (a guess)',
  ]);
});

test('a mean uptime without a repair stays as it is', () => {
  expect(lines(given('pod mtbf', '720h', 'own'), given('node mttr', '1m', 'own'))).toEqual([
    '  pod mtbf: 720h (own)',
    '  node mttr: 1m (own)',
  ]);
});

test('times that are defaults are one line; what else is one is not', () => {
  expect(lines(given('podStart', '30s'), given('toleration', '60s', 'topology'), given('evictionRate', '0.1'))).toEqual([
    '  times: podStart 30s, evictionRate 0.1 (default)',
    '  toleration: 60s (topology)',
  ]);
});

test('words that all subjects begin or end with are said once, and many are counted', () => {
  const disk = (name: string) => given(`Deployment/shop/${name} local disk of the nodes`, 'not limited', 'untold');
  expect(lines(disk('a'), disk('b'))).toEqual(['  Deployment/shop/a, Deployment/shop/b local disk of the nodes: not limited (untold)']);
  expect(lines(...['a', 'b', 'c', 'd', 'e'].map(disk))).toEqual([
    '  Deployment/shop/a, Deployment/shop/b, Deployment/shop/c, 2 more local disk of the nodes: not limited (untold)',
  ]);
});
