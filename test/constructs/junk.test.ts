import { Duration, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { ApplicationQuota, Elasticsearch, PublicIngress, Storage, WebService } from '../../src';
import { RefusedError } from '../../src/constructs/parts/refuse';
import { validate } from '../../src/schema';
import { manifestsOf } from '../objects';
import { zoned } from '../platforms';

/** What no type lets through, and JavaScript does. */
const junk: readonly unknown[] = [
  null,
  '',
  ' ',
  'ä',
  '__proto__',
  'a\nb',
  Number.NaN,
  Number.POSITIVE_INFINITY,
  -1,
  0,
  1.5,
  1e9,
  true,
  [],
  [''],
  [null],
  {},
  { a: 1 },
  { a: null },
  JSON.parse('{ "__proto__": "x" }'),
  Cpu.millis(Number.NaN),
  Size.mebibytes(0),
  Size.mebibytes(Number.NaN),
  Duration.seconds(0),
  () => 1,
];

const platform = zoned();

type Make = (scope: Construct, props: never) => Construct;
const port = { service: 'backend', name: 'api', number: 8080, selector: { app: 'backend' }, workload: 'Deployment/backend' };
const constructs: readonly (readonly [string, Make, object])[] = [
  [
    'web service',
    (scope, props) => new WebService(scope, 'made', props),
    {
      platform,
      name: 'shelf',
      image: 'registry.example/shelf:1',
      imagePullPolicy: undefined,
      imagePullSecrets: undefined,
      ports: { http: 8080 },
      resources: { cpu: Cpu.millis(100), memory: Size.mebibytes(128) },
      health: undefined,
      args: undefined,
      env: undefined,
      config: undefined,
      secretFiles: undefined,
      writable: undefined,
      uid: undefined,
      drain: undefined,
      gracePeriod: undefined,
      availability: undefined,
      dependsOn: undefined,
      replicas: 3,
      needed: undefined,
      maxReplicas: 6,
      scaleDown: 'never',
    },
  ],
  [
    'elasticsearch',
    (scope, props) => new Elasticsearch(scope, 'made', props),
    {
      platform,
      name: undefined,
      storageClassName: 'retain',
      version: '9.5.6',
      masters: 3,
      storage: Size.gibibytes(10),
      resources: undefined,
      heap: undefined,
      mmap: undefined,
      security: undefined,
      clientCredentials: undefined,
      logins: undefined,
      serviceAccountAnnotations: undefined,
      indexReplicas: undefined,
      settings: undefined,
      secureSettings: undefined,
      clusterName: undefined,
      imageRepository: undefined,
      imageDigest: undefined,
      imagePullSecrets: undefined,
      resize: undefined,
      availability: undefined,
    },
  ],
  [
    'public ingress',
    (scope, props) => new PublicIngress(scope, 'made', props),
    {
      platform,
      routes: [{ path: '/', to: port }],
      hosts: ['shop.example'],
      tls: { certificateArn: 'discover' },
      redirect: undefined,
      timeout: undefined,
      bodySize: undefined,
    },
  ],
  ['storage', (scope, props) => new Storage(scope, 'made', props), { platform }],
  ['quota', (scope, props) => new ApplicationQuota(scope, 'made', props), { platform }],
];
/** The junk that makes sense after all. Everything else is refused. */
const taken: Readonly<Record<string, readonly unknown[]>> = {
  'web service imagePullSecrets': [[]],
  'web service ports': [{}, { a: 1 }],
  'web service args': [[], ['']],
  'web service env': [{}, JSON.parse('{ "__proto__": "x" }')],
  'web service config': [{}],
  'web service secretFiles': [{}],
  'web service writable': [{}],
  'web service uid': [1e9],
  'web service dependsOn': [[]],
  'elasticsearch name': [null],
  'elasticsearch resources': [null],
  'elasticsearch security': [{}, { a: 1 }, { a: null }, JSON.parse('{ "__proto__": "x" }')],
  'elasticsearch logins': [{}],
  'elasticsearch serviceAccountAnnotations': [{}],
  'elasticsearch indexReplicas': [0],
  'elasticsearch settings': [{}],
  'elasticsearch clusterName': ['ä', '__proto__'],
  'elasticsearch imagePullSecrets': [[]],
  'public ingress redirect': [true],
};

function isTaken(make: Make, props: object): boolean {
  try {
    const manifests = manifestsOf((chart) => make(chart, props as never));
    const findings = manifests.flatMap((manifest) => validate(manifest, '1.36'));
    expect(findings.filter(({ problem }) => problem !== 'skipped')).toEqual([]);
    return true;
  } catch (error) {
    // Any other error says where it was thrown, and not what to write.
    if (error instanceof RefusedError) return false;
    throw error;
  }
}

const cases = constructs.flatMap(([name, make, props]) =>
  Object.keys(props).map((prop) => [`${name} ${prop}`, make, props, prop] as const),
);

test.each(cases)('%s is refused where it is junk, or gives what the API server takes', (name, make, props, prop) => {
  const found = junk.filter((put) => isTaken(make, { ...props, [prop]: put }));
  expect(found).toEqual(taken[name] ?? []);
});
