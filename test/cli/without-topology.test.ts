import { workload } from '../availability/manifests';
import { answer, yaml } from './answer';
import { nines } from './run';

const clean = yaml({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'shop' } });
const broken = clean.replace('name: a', 'name: A');
const HOW = `Availability is not judged without a topology, which says on which nodes pods may run:
  kubectl get nodes -o json | nines topology > topology.yaml   writes that of a cluster; then add --topology topology.yaml
  --topology three-zones                                       takes a usual cluster instead: three zones of two nodes
`;

test('without a topology the rules run, and the report says what is not judged', async () => {
  expect(await nines(['check', '@app.yaml'], { 'app.yaml': clean })).toEqual({
    code: 0,
    out: `No findings.\n\n${HOW}\nRead 1 object in 1 file.\n`,
    error: '',
  });
  const { code, out } = await nines(['check', '@app.yaml'], { 'app.yaml': broken });
  expect(code).toBe(1);
  expect(out).toMatch(/^1 error\.\n\nerror: \S+\/app\.yaml:\d+:\d+ ConfigMap shop\/A/);
  expect(out).toContain(`\n\n${HOW}`);
});

test('what is accepted and what has no schema is told as well', async () => {
  const custom = { apiVersion: 'example.com/v1', kind: 'Thing', metadata: { name: 'thing', namespace: 'shop' } };
  const accepting = { 'nines.dev/accept.service-target-port': 'because another team names it' };
  const objects = yaml(
    custom,
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'a', namespace: 'shop', annotations: accepting },
      spec: { selector: { app: 'a' }, ports: [{ port: 80, targetPort: 'nope' }] },
    },
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'a', namespace: 'shop', labels: { app: 'a' } },
      spec: { containers: [{ name: 'main', image: 'registry.example/a:1', ports: [{ name: 'http', containerPort: 80 }] }] },
    },
  );
  const { out } = await nines(['check', '@app.yaml'], { 'app.yaml': objects });
  expect(out).toContain('[service-target-port], because another team names it\n\nNot checked against a schema:\n');
});

test('in JSON the answer says so, and no service is judged', async () => {
  const { code, answer: found } = await answer(['check', '@app.yaml'], { 'app.yaml': yaml(workload()) });
  expect([code, found.services]).toEqual([found.findings.length === 0 ? 0 : 1, []]);
  expect(found.findings.map(({ rule }) => rule)).not.toContain('availability');
  expect(found.assumptions).toEqual([
    { what: 'availability', value: 'not judged', source: 'no topology' },
    { what: 'fields of Kubernetes', value: 'those of 1.36', source: 'no topology' },
  ]);
});

test('in SARIF there are the findings', async () => {
  const { code, out } = await nines(['check', '@app.yaml', '--format', 'sarif'], { 'app.yaml': broken });
  expect(code).toBe(1);
  expect(JSON.parse(out).runs[0].results).not.toEqual([]);
});

test('three-zones is a usual cluster: three zones of two nodes', async () => {
  const { answer: found } = await answer(['check', '@app.yaml', '--topology', 'three-zones'], { 'app.yaml': yaml(workload()) });
  expect(found.services).toHaveLength(1);
  const about = found.assumptions.map(({ what, source }) => `${what}: ${source}`);
  expect(about).toEqual(
    expect.arrayContaining([
      'zone zone-a mtbf: assumption: once a year, for an hour',
      "node of zone-c/workers mtbf: assumption: as often as Google's storage machines (Ford et al., OSDI 2010)",
    ]),
  );
});
