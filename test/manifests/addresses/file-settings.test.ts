import { fileSettings } from '../../../src/manifests/addresses/file-settings';

const pairs = (file: string, text: string) => Object.fromEntries(fileSettings(file, text).map(({ name, text: value }) => [name, value]));

test.each([
  ['.env', 'app.env', '# DB=http://old:1\nexport DB_HOST="db"\nEMPTY=\n', { DB_HOST: 'db' }],
  [
    '.properties',
    'application.properties',
    '! url=http://old\nspring.datasource.url = jdbc:postgresql://db:5432/shop\n',
    {
      'spring.datasource.url': 'jdbc:postgresql://db:5432/shop',
    },
  ],
  ['ini', 'app.ini', '; host = old\n[database]\nhost = db:5432 ; primary\n', { 'database.host': 'db:5432' }],
  ['TOML', 'app.toml', '[[redis.servers]]\naddress = "redis:6379" # cache\n', { 'redis.servers.address': 'redis:6379' }],
  ['YAML', 'app.yaml', 'search: # http://old:1\n  hosts: ["http://search:9200"]\n', { 'search.hosts': 'http://search:9200' }],
  ['JSON', 'app.json', '{"api": {"url": "http://backend:8080"}}', { 'api.url': 'http://backend:8080' }],
  ['JSON by its content', 'config', '{"url": "http://backend:8080"}', { url: 'http://backend:8080' }],
  ['a file of one value', 'DB_HOST', 'db\n', { DB_HOST: 'db' }],
])('the settings of %s are read, and comments are not', (_, file, text, expected) => {
  expect(pairs(file, text)).toEqual(expected);
});

test('nginx passes requests to the servers of upstreams, and to what no upstream is', () => {
  const text = `
    upstream api { server backend:8080 weight=2; server standby:8080; }
    # proxy_pass http://old:80;
    server {
      set $docs http://docs:8100;
      location /api { proxy_pass http://api; }
      location / { proxy_pass http://web.shop.svc.cluster.local:3000/; }
    }`;
  expect(fileSettings('default.conf', text)).toEqual([
    { name: 'upstream api', text: 'backend:8080' },
    { name: 'upstream api', text: 'standby:8080' },
    { name: 'set $docs', text: 'http://docs:8100' },
    { name: 'proxy_pass', text: 'http://web.shop.svc.cluster.local:3000/' },
  ]);
});

test('a template that is no YAML is read line by line, and so is what is nested too deeply', () => {
  expect(pairs('app.yaml', '{{ if .Values.db }}\nhost: db\n')).toMatchObject({ host: 'db' });
  expect(pairs('app.json', '['.repeat(1000))).toEqual({ 'app.json': '['.repeat(1000) });
});
