import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Chart, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import {
  Elasticsearch,
  type ElasticsearchOptions,
  EXEMPTIONS,
  type Exemption,
  exempt,
  exemptionAnnotations,
  type Manifest,
  MONITORING_LOGIN,
  Observability,
  PublicIngress,
  WebService,
  type WebServiceOptions,
} from '../../../src';
import { find, manifestsOf } from '../../objects';
import { flat } from '../../platforms';

const all: Exemption[] = Object.values(EXEMPTIONS);
const root = join(__dirname, '../../..');

test('exemptions are annotations in the tools’ own words', () => {
  expect(exemptionAnnotations(['cpuLimit', 'pullPolicy'])).toEqual({
    'checkov.io/skip1': `CKV_K8S_11=${EXEMPTIONS.cpuLimit.because}`,
    'checkov.io/skip2': `CKV_K8S_15=${EXEMPTIONS.pullPolicy.because}`,
    'kube-score/ignore':
      'container-resources,container-resource-requests-equal-limits,container-cpu-requests-equal-limits,container-image-pull-policy',
  });
  expect(exemptionAnnotations(['hostAntiAffinity'])).not.toHaveProperty('checkov.io/skip1');
  expect(exemptionAnnotations([])).toEqual({});
});

const platform = flat();
const storage = { platform, storageClassName: 'shop-retain', version: '9.5.6', storage: Size.gibibytes(10), masters: 3 } as const;

/** A chart with everything that contradicts a rule, exempted by `choose`. */
function exempted(choose: (chart: Chart) => void, change: Partial<ElasticsearchOptions & WebServiceOptions<'http'>> = {}): Manifest[] {
  return manifestsOf((chart) => {
    const search = new Elasticsearch(chart, 'search', { ...storage, ...change, logins: { exporter: MONITORING_LOGIN } });
    new Observability(chart, 'observability', {
      platform,
      metrics: true,
      logs: { to: { endpoint: 'http://loki.monitoring.svc:3100/otlp' } },
      webView: true,
      elasticsearch: search.logins.exporter,
    });
    const service = new WebService(chart, 'shelf', {
      platform,
      name: 'shelf',
      image: 'registry.example/shelf:1.0.0',
      ports: { http: 8080 },
      resources: { cpu: Cpu.millis(100), memory: Size.mebibytes(128) },
      env: { TOKEN: { secret: 'payment', key: 'token' } },
      replicas: 3,
      ...change,
    });
    choose(chart);
    const routes = [{ path: '/', to: service.ports.http }];
    new PublicIngress(chart, 'ingress', { platform, routes, hosts: ['shop.example'], tls: { clusterIssuer: 'letsencrypt' } });
  });
}

/** The annotations of other tools. */
function skipsOf(manifests: readonly Manifest[]): string[] {
  return manifests.flatMap(({ metadata }) =>
    Object.entries(metadata.annotations ?? {}).flatMap(([name, value]) => {
      if (name.startsWith('checkov.io/')) return [value];
      return name === 'kube-score/ignore' ? value.split(',') : [];
    }),
  );
}

test('constructs carry no annotation of another tool by themselves', () => {
  expect(skipsOf(exempted(() => {}))).toEqual([]);
});

test('an application exempts all its objects at once, those that it makes later as well', () => {
  const skips = new Set(skipsOf(exempted((chart) => exempt(chart, EXEMPTIONS))));
  const known = all.flatMap(({ checkov = [], kubeScore = [], because }) => [...checkov.map((id) => `${id}=${because}`), ...kubeScore]);
  expect([...skips].sort()).toEqual([...new Set(known)].sort());
});

test('an application exempts its objects from the rules that it chooses, with its own reason', () => {
  const { pullPolicy } = EXEMPTIONS;
  const skips = skipsOf(exempted((chart) => exempt(chart, { pullPolicy: { ...pullPolicy, because: 'we say so' } })));
  expect([...new Set(skips)]).toEqual(['CKV_K8S_15=we say so', 'container-image-pull-policy']);
});

test('what contradicts no rule is not exempted from it', () => {
  const digest = { imageDigest: `sha256:${'0'.repeat(64)}`, imagePullPolicy: 'Always' } as const;
  const manifests = exempted((chart) => exempt(chart, EXEMPTIONS), { ...digest, env: {} });
  expect(skipsOf([find(manifests, 'StatefulSet', 'elasticsearch')]).join()).not.toContain('CKV_K8S_43');
  expect(skipsOf([find(manifests, 'Deployment', 'shelf')]).join()).not.toMatch(/CKV_K8S_15|CKV_K8S_35/);
});

test('docs/exemptions.md lists all of them', () => {
  const rows = all.map(({ instead, because, checkov = [], kubeScore = [] }) => {
    const ids = [...checkov, ...kubeScore].map((id) => `\`${id}\``).join(', ');
    return `| ${instead} | ${because} | ${ids} |`;
  });
  const table = readFileSync(join(root, 'docs/exemptions.md'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| what'));
  expect(table).toEqual(rows);
});
