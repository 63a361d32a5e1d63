import { configMap, inferred, serving, web } from './shop';

const db = serving('db', 5432);
/** A script may mention what nothing connects to. */
const mentionsDb = ["Deployment/shop/db?: an argument names Service 'db'"];
const needsDb = (from: string) => [`Deployment/shop/db: ${from} names Service 'db'`];

test('a variable, and one that Kubernetes fills in', () => {
  expect(inferred(web({ env: [{ name: 'DB_URL', value: 'postgres://db/shop' }] }), db)).toEqual(needsDb('DB_URL'));
  const env = [
    { name: 'NAME', value: 'db' },
    { name: 'DB_ADDRESS', value: '$(NAME).shop.svc:5432' },
  ];
  expect(inferred(web({ env }), db)).toEqual(needsDb('DB_ADDRESS'));
  expect(inferred(web({ env: [{ name: 'DB_ADDRESS', value: '$$(NAME):5432' }] }), db)).toEqual([]);
});

test('a ConfigMap that variables are read from, whole and by key', () => {
  const data = configMap({ DB_HOST: 'db' });
  const whole = web({ envFrom: [{ configMapRef: { name: 'web' } }] });
  expect(inferred(whole, data, db)).toEqual(needsDb("key 'DB_HOST' of ConfigMap 'web'"));
  const prefixed = web({ envFrom: [{ prefix: 'SHOP_', configMapRef: { name: 'web' } }] });
  expect(inferred(prefixed, data, db)).toEqual(needsDb("SHOP_DB_HOST in key 'DB_HOST' of ConfigMap 'web'"));
  const byKey = web({ env: [{ name: 'PGHOST', valueFrom: { configMapKeyRef: { name: 'web', key: 'DB_HOST' } } }] });
  expect(inferred(byKey, data, db)).toEqual(needsDb("PGHOST in key 'DB_HOST' of ConfigMap 'web'"));
  const replaced = web({ envFrom: [{ configMapRef: { name: 'web' } }], env: [{ name: 'DB_HOST', value: 'localhost' }] });
  expect(inferred(replaced, data, db)).toEqual([]);
});

describe('a file that is mounted from a ConfigMap', () => {
  const volumes = [{ name: 'config', configMap: { name: 'web' } }];
  const mounted = (mount: Record<string, unknown> = {}, volume: readonly unknown[] = volumes) =>
    web({ volumeMounts: [{ name: 'config', mountPath: '/etc/web', ...mount }] }, { volumes: volume });
  const data = configMap({ 'app.yaml': 'database:\n  url: jdbc:postgresql://db:5432/shop\n', 'notes.txt': 'see http://search:9200' });

  test('counts with the path of the setting', () => {
    expect(inferred(mounted(), data, db)).toEqual(needsDb("database.url in key 'app.yaml' of ConfigMap 'web'"));
    const projected = [{ name: 'config', projected: { sources: [{ configMap: { name: 'web' } }] } }];
    expect(inferred(mounted({}, projected), data, db)).toEqual(needsDb("database.url in key 'app.yaml' of ConfigMap 'web'"));
  });

  test('counts only as far as it is mounted', () => {
    expect(inferred(mounted({ subPath: 'app.yaml' }), data, db)).toHaveLength(1);
    expect(inferred(mounted({ subPath: 'other.yaml' }), data, db)).toEqual([]);
    expect(inferred(mounted({ name: 'others' }), data, db)).toEqual([]);
    const items = [{ name: 'config', configMap: { name: 'web', items: [{ key: 'notes.txt', path: 'notes.txt' }] } }];
    expect(inferred(mounted({}, items), data, db)).toEqual([]);
  });

  test('counts where a URL stands anywhere in it, but not in a comment', () => {
    expect(inferred(mounted(), data, serving('search', 9200))).toEqual([
      "Deployment/shop/search?: key 'notes.txt' of ConfigMap 'web' names Service 'search'",
    ]);
    expect(inferred(mounted(), configMap({ 'run.sh': '# curl http://db:5432\necho ok\n' }), db)).toEqual([]);
  });
});

describe('a pod is ready only while what its probes ask answers', () => {
  const asking = (...command: readonly string[]) => ({ exec: { command } });
  const all = ['readinessProbe', 'livenessProbe', 'startupProbe'].map((probe) => [probe, probe === 'startupProbe' ? '?' : ''] as const);

  test.each(all)('%s', (probe, mark) => {
    const needed = [`Deployment/shop/db${mark}: ${probe}.exec.command names Service 'db'`];
    expect(inferred(web({ [probe]: asking('wget', '-qO-', 'http://db:5432/health') }), db)).toEqual(needed);
    expect(inferred(web({ [probe]: asking('pg_isready', '-h', 'db') }), db)).toEqual(needed);
    expect(inferred(web({ [probe]: asking('sh', '-c', 'pg_isready -p 5432 -h db && echo up') }), db)).toEqual(needed);
    expect(inferred(web({ [probe]: asking('nc', '-z', '-w', '2', 'db', '5432') }), db)).toEqual(needed);
    expect(inferred(web({ [probe]: asking('pg_isready', '-h', 'localhost') }), db)).toEqual([]);
    expect(inferred(web({ [probe]: asking('nc', '-z', 'db', '5433') }), db)).toEqual([]);
    for (const way of ['httpGet', 'tcpSocket'])
      expect(inferred(web({ [probe]: { [way]: { host: 'db', port: 5432 } } }), db)).toEqual([
        `Deployment/shop/db${mark}: ${probe}.${way}.host names Service 'db'`,
      ]);
    expect(inferred(web({ [probe]: { httpGet: { path: '/health', port: 8080 } } }), db)).toEqual([]);
  });

  test('the hook after the start needs it to start; the one before the end does not', () => {
    const hook = asking('curl', 'http://db:5432/register');
    expect(inferred(web({ lifecycle: { postStart: hook } }), db)).toEqual([
      "Deployment/shop/db?: postStart.exec.command names Service 'db'",
    ]);
    expect(inferred(web({ lifecycle: { preStop: hook } }), db)).toEqual([]);
  });
});

test('what only an init container is told is needed to start, and perhaps not afterwards', () => {
  const waiting = { name: 'wait', image: 'tools:1', args: ['db:5432'] };
  const needed = (mark: string) => [`Deployment/shop/db${mark}: an argument names Service 'db'`];
  expect(inferred(web({}, { initContainers: [waiting] }), db)).toEqual(needed('?'));
  expect(inferred(web({}, { initContainers: [{ ...waiting, restartPolicy: 'Always' }] }), db)).toEqual(needed(''));
});

test.each([
  'host=db port=5432 dbname=shop',
  'user:secret@tcp(db:5432)/shop',
  'Host=db;Port=5432;Username=web',
  'Server=tcp:db,5432;Database=shop',
  'Data Source=db;Initial Catalog=shop',
  'pgsql:host=db;dbname=shop',
  '(DESCRIPTION=(ADDRESS=(PROTOCOL=TCP)(HOST=db)(PORT=5432)))',
  'dns:///db:5432',
  'db:5432/shop',
  '["db:5432"]',
  '{"host": "db", "port": 5432}',
  'postgres://$(DB_SERVICE_HOST):$(DB_SERVICE_PORT)/shop',
  '$(DB_PORT_5432_TCP)',
])('an address as a driver reads it: %s', (value) => {
  const [first] = inferred(web({ env: [{ name: 'DATABASE', value }] }), db);
  expect(first).toMatch(/^Deployment\/shop\/db: DATABASE(\.host)? names Service 'db'$/);
  expect(inferred(web({ env: [{ name: 'DATABASE', value }] }), serving('other', 5432))).toEqual([]);
});

describe('variables of Services that the kubelet sets', () => {
  const asking = ['sh', '-c', `curl http://$DB_SERVICE_HOST:\${DB_SERVICE_PORT}/health`];

  test('stand for their names in scripts', () => {
    expect(inferred(web({ command: asking }), db)).toEqual(mentionsDb);
    expect(inferred(web({ args: ['--upstream=http://$(DB_SERVICE_HOST):5432'] }), db)).toEqual(needsDb('upstream'));
  });

  test('are none without links, or of a headless Service', () => {
    expect(inferred(web({ command: asking }, { enableServiceLinks: false }), db)).toEqual([]);
    const [pods, service] = db as [unknown, { spec: object }];
    expect(inferred(web({ command: asking }), pods, { ...service, spec: { ...service.spec, clusterIP: 'None' } })).toEqual([]);
  });
});

test('a Service has the addresses that the manifests give it', () => {
  const [pods, service] = db as [unknown, { spec: object }];
  const fixed = [pods, { ...service, spec: { ...service.spec, clusterIP: '10.96.0.50', externalIPs: ['192.0.2.10'] } }];
  for (const value of ['10.96.0.50', '192.0.2.10:5432'])
    expect(inferred(web({ env: [{ name: 'DB_HOST', value }] }), fixed)).toEqual(needsDb('DB_HOST'));
  expect(inferred(web({ env: [{ name: 'DB_HOST', value: '10.96.0.51' }] }), fixed)).toEqual([]);
  const env = [{ name: 'DB_HOST', value: 'database' }];
  const aliases = (ip: string) => ({ hostAliases: [{ ip, hostnames: ['database'] }] });
  expect(inferred(web({ env }, aliases('10.96.0.50')), fixed)).toEqual(needsDb('DB_HOST'));
  expect(inferred(web({ env }, aliases('203.0.113.7')), fixed)).toEqual([]);
});

test('a file system that a Service of the manifests serves', () => {
  const volume = (source: object) => web({}, { volumes: [{ name: 'data', ...source }] });
  const server = 'db.shop.svc.cluster.local';
  expect(inferred(volume({ nfs: { server, path: '/' } }), db)).toEqual(needsDb('volumes.data.nfs.server'));
  const claim = (spec: object) => ({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'data', namespace: 'shop' },
    spec,
  });
  const claimed = volume({ persistentVolumeClaim: { claimName: 'data' } });
  const csi = { driver: 'nfs.csi.k8s.io', volumeAttributes: { server } };
  const persistent = { apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: 'files' }, spec: { csi } };
  expect(inferred(claimed, claim({ volumeName: 'files' }), persistent, db)).toEqual(
    needsDb('PersistentVolume files.csi.volumeAttributes.server'),
  );
  const shared = { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'shared' }, parameters: { server } };
  expect(inferred(claimed, claim({ storageClassName: 'shared' }), shared, db)).toEqual(needsDb('StorageClass shared.server'));
});

test('names that a program only compares, or has itself', () => {
  const told = (name: string) => inferred(web({ env: [{ name, value: 'db:5432' }] }), db);
  for (const name of ['NO_PROXY', 'ALLOWED_HOSTS', 'VIRTUAL_HOST', 'ISSUER_URL']) expect(told(name)).toEqual([]);
  for (const name of ['HOST', 'DD_SERVICE', 'LISTEN_ADDRESS', 'SERVER_HOST'])
    expect(told(name)).toEqual([`Deployment/shop/db?: ${name} names Service 'db'`]);
});

test('the DNS server of a node knows no Services', () => {
  const env = [{ name: 'DB_HOST', value: 'db' }];
  const possible = ["Deployment/shop/db?: DB_HOST names Service 'db'"];
  expect(inferred(web({ env }, { hostNetwork: true }), db)).toEqual(possible);
  expect(inferred(web({ env }, { hostNetwork: true, dnsPolicy: 'ClusterFirstWithHostNet' }), db)).toEqual(needsDb('DB_HOST'));
  expect(inferred(web({ env }, { dnsPolicy: 'Default' }), db)).toEqual(possible);
});

test('a script that waits for a port, or asks a host', () => {
  const waiting = (script: string) => inferred(web({ command: ['sh', '-c', script] }), db);
  expect(waiting('until nc -z db 5432; do sleep 1; done')).toEqual(mentionsDb);
  expect(waiting('until pg_isready --host=db; do sleep 1; done')).toEqual(mentionsDb);
  expect(waiting('until nc -z other 5432; do sleep 1; done')).toEqual([]);
  expect(waiting('tool -h # prints help')).toEqual([]);
  expect(inferred(web({ command: ['pg_isready', '-h', 'db'] }), db)).toEqual(needsDb('h'));
});

test('an argument, with its flag before or beside it, and a command of a shell', () => {
  expect(inferred(web({ args: ['--db-host=db'] }), db)).toEqual(needsDb('db-host'));
  expect(inferred(web({ args: ['--db-host', 'db', '--verbose'] }), db)).toEqual(needsDb('db-host'));
  expect(inferred(web({ args: ['serve', 'db:5432'] }), db)).toEqual(needsDb('an argument'));
  expect(inferred(web({ command: ['java', '-Ddb.url=jdbc:postgresql://db/shop'] }), db)).toEqual(needsDb('db.url'));
  expect(inferred(web({ command: ['sh', '-c', 'until nc db:5432; do sleep 1; done'] }), db)).toEqual(mentionsDb);
  // In a script only a port of the Service makes a word an address.
  expect(inferred(web({ command: ['sh', '-c', 'pull registry/db:15 db:99'] }), db)).toEqual([]);
});

test('what is no dependency within the manifests', () => {
  const env = (name: string, value: string) => web({ env: [{ name, value }] });
  expect(inferred(env('DB_URL', 'postgres://localhost:5432'), db)).toEqual([]);
  expect(inferred(env('DB_URL', 'postgres://127.0.0.1:5432'), db)).toEqual([]);
  expect(inferred(env('DB_URL', 'postgres://db.example.com:5432'), db)).toEqual([]);
  expect(inferred(env('DB_URL', 'postgres://db.other.svc:5432'), db)).toEqual([]);
  expect(inferred(env('SERVICE_NAME', 'db'), db)).toEqual([]);
  expect(inferred(env('DB_IMAGE', 'db:5432'), db)).toEqual([]);
  expect(inferred(env('PEERS', 'http://web:80'), serving('web', 80).slice(1))).toEqual([]);
  const aliased = web({ env: [{ name: 'DB_HOST', value: 'db' }] }, { hostAliases: [{ ip: '10.0.0.1', hostnames: ['db'] }] });
  expect(inferred(aliased, db)).toEqual([]);
});

test('who watches a program is not needed by it', () => {
  const to = (name: string, value: string, ...others: readonly unknown[]) => inferred(web({ env: [{ name, value }] }), ...others);
  expect(to('OTEL_EXPORTER_OTLP_ENDPOINT', 'http://db:5432', db)).toEqual([]);
  expect(to('LOKI_URL', 'http://db:3100', serving('db', 3100))).toEqual([]);
  expect(to('COLLECTOR_URL', 'http://db:9091', serving('db', 9091))).toEqual([]);
  expect(to('SPANS', 'http://spans:4317', serving('spans', 4317))).toEqual([]);
  expect(to('QUERY_URL', 'http://q:9090', serving('q', 9090, { image: 'quay.io/prometheus/prometheus:v3.7.0' }))).toEqual([]);
  const scraped = configMap({ 'prometheus.yml': 'scrape_configs:\n- static_configs:\n  - targets: ["db:5432"]\n' });
  const prometheus = web({ volumeMounts: [{ name: 'c', mountPath: '/c' }] }, { volumes: [{ name: 'c', configMap: { name: 'web' } }] });
  expect(inferred(prometheus, scraped, db)).toEqual([]);
  const shipper = { name: 'logs', image: 'fluent/fluent-bit:4.2.0', args: ['--host=db'] };
  const beside = web({}, { containers: [{ name: 'main', image: 'registry.example/main:1' }, shipper] });
  expect(inferred(beside, db)).toEqual([]);
});

test('what other programs are called, or listen on, too, is perhaps for watching', () => {
  const to = (name: string, value: string, ...others: readonly unknown[]) => inferred(web({ env: [{ name, value }] }), ...others);
  expect(to('API_URL', 'http://db:3100', serving('db', 3100))).toEqual(["Deployment/shop/db?: API_URL names Service 'db'"]);
  expect(to('COLLECTOR_URL', 'http://db:8080', serving('db', 8080))).toEqual(["Deployment/shop/db?: COLLECTOR_URL names Service 'db'"]);
  const exporter = serving('db', 8080, { image: 'shop/invoice-exporter:1' });
  expect(to('INVOICES_URL', 'http://db:8080', exporter)).toEqual(["Deployment/shop/db?: INVOICES_URL names Service 'db'"]);
  expect(to('METRICS_DB_URL', 'postgres://db/metrics', db)).toEqual(needsDb('METRICS_DB_URL'));
  for (const image of ['pgvector/pgvector:pg16', 'temporalio/server:1.29', 'google/alloydbomni:17', 'quay.io/prometheus/shop:1'])
    expect(to('DB_URL', 'http://db:8080', serving('db', 8080, { image }))).toEqual(needsDb('DB_URL'));
});

test.each(['STAGING_API_URL', 'IMAGE_SERVICE_URL', 'POSTAGE_URL'])('a URL is an address, though its setting is called %s', (name) => {
  expect(inferred(web({ env: [{ name, value: 'http://db:5432' }] }), db)).toEqual(needsDb(name));
});

test.each([
  'postgresql+asyncpg://web@db/shop',
  'clickhouse://db/shop',
  'mongodb+srv://db',
  'jdbc:mysql:loadbalance://db/shop',
  'jdbc:oracle:thin:@db:5432:shop',
])('a URL of any protocol between pods: %s', (value) => {
  expect(inferred(web({ env: [{ name: 'DATABASE', value }] }), db)).toEqual(needsDb('DATABASE'));
  expect(inferred(web({ env: [{ name: 'DATABASE', value: 's3://db/pictures' }] }), db)).toEqual([]);
});

test('an ExternalName of an ExternalName, and the host of an Ingress with a wildcard', () => {
  const external = (name: string, externalName: string) => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: 'shop' },
    spec: { type: 'ExternalName', externalName },
  });
  const chain = [external('store', 'data.shop.svc.cluster.local.'), external('data', 'db.shop.svc.cluster.local.')];
  expect(inferred(web({ env: [{ name: 'STORE_URL', value: 'postgres://store' }] }), chain, db)).toEqual(needsDb('STORE_URL'));
  const rule = { host: '*.example.com', http: { paths: [{ path: '/', backend: { service: { name: 'db', port: { number: 5432 } } } }] } };
  const ingress = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'all', namespace: 'shop' },
    spec: { rules: [rule] },
  };
  const to = (host: string) => inferred(web({ env: [{ name: 'API_URL', value: `https://${host}` }] }), ingress, db);
  expect(to('api.example.com')).toEqual(["Deployment/shop/db?: API_URL names Ingress 'all'"]);
  expect(to('a.b.example.com')).toEqual([]);
});

test('a page and the description of an interface are for readers', () => {
  const volumes = [{ name: 'c', configMap: { name: 'web' } }];
  const pages = configMap({ 'index.html': '<a href="http://db:5432">', 'openapi.yaml': 'servers:\n- url: http://db:5432\n' });
  expect(inferred(web({ volumeMounts: [{ name: 'c', mountPath: '/c' }] }, { volumes }), pages, db)).toEqual([]);
});

test('pods that end by themselves serve nobody', () => {
  const [, service] = serving('db', 5432);
  const template = { metadata: { labels: { app: 'db' } }, spec: { restartPolicy: 'Never', containers: [{ name: 'db', image: 'db:1' }] } };
  const job = { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'db', namespace: 'shop' }, spec: { template } };
  expect(inferred(web({ env: [{ name: 'DB_HOST', value: 'db' }] }), job, service)).toEqual([]);
});

test('of two workloads behind a Service each is only possibly needed', () => {
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'api', namespace: 'shop' },
    spec: { selector: { tier: 'api' }, ports: [{ port: 80 }] },
  };
  const two = ['stable', 'canary'].map((name) => ({ ...serving(name, 80)[0] }) as { spec: { template: { metadata: { labels: object } } } });
  for (const it of two) it.spec.template.metadata.labels = { ...it.spec.template.metadata.labels, tier: 'api' };
  expect(inferred(web({ env: [{ name: 'API_URL', value: 'http://api' }] }), service, two)).toEqual([
    "Deployment/shop/stable?: API_URL names Service 'api'",
    "Deployment/shop/canary?: API_URL names Service 'api'",
  ]);
});

describe('an address whose feature another setting turns off', () => {
  const beside = (name: string, value: string) =>
    inferred(
      web({
        env: [
          { name: 'DB_CACHE_HOST', value: 'db' },
          { name, value },
        ],
      }),
      db,
    );
  const maybe = (by: string) => [`Deployment/shop/db?: DB_CACHE_HOST names Service 'db', and ${by} turns it off`];

  test.each([
    ['DB_CACHE_ENABLED', 'false'],
    ['DB_ENABLED', '0'],
    ['ENABLE_DB_CACHE', 'no'],
    ['USE_DB', 'off'],
    ['DB_CACHE_DISABLED', 'true'],
    ['dbCacheEnabled', 'False'],
  ])('is only possibly needed: %s=%s', (name, value) => {
    expect(beside(name, value)).toEqual(maybe(name));
  });

  test.each([
    ['DB_CACHE_ENABLED', 'true'],
    ['DB_CACHE_DISABLED', 'false'],
    ['CACHE_ENABLED', 'false'],
    ['DB_CACHE_HOST_ENABLED', 'false'],
    ['DB_CACHE_TLS', 'false'],
    ['ENABLED', 'false'],
  ])('is needed all the same: %s=%s', (name, value) => {
    expect(beside(name, value)).toEqual(needsDb('DB_CACHE_HOST'));
  });

  test('is found in files, and in the container that reads it', () => {
    const volumes = [{ name: 'config', configMap: { name: 'web' } }];
    const mounted = web({ volumeMounts: [{ name: 'config', mountPath: '/etc/web' }] }, { volumes });
    const file = (enabled: boolean) => configMap({ 'app.yaml': `cache:\n  enabled: ${enabled}\n  url: redis://db:5432\n` });
    const from = "cache.url in key 'app.yaml' of ConfigMap 'web'";
    expect(inferred(mounted, file(true), db)).toEqual(needsDb(from));
    expect(inferred(mounted, file(false), db)).toEqual([`Deployment/shop/db?: ${from} names Service 'db', and cache.enabled turns it off`]);
    const another = { name: 'other', image: 'registry.example/other:1', env: [{ name: 'DB_ENABLED', value: 'false' }] };
    const told = { name: 'main', image: 'registry.example/main:1', env: [{ name: 'DB_HOST', value: 'db' }] };
    expect(inferred(web({}, { containers: [told, another] }), db)).toEqual(needsDb('DB_HOST'));
  });
});
