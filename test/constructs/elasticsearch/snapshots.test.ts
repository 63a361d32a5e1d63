import { Duration } from 'cdk8s';
import { parse } from 'yaml';
import type { Snapshots } from '../../../src';
import { find, namesOf } from '../../objects';
import { clusterOf, environmentOf, podOf, refusalOf, specOf } from './cluster';
import { objectsOf } from './node-sets/sets';

const role = { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::123456789012:role/search' };
const s3: Snapshots = { repository: { type: 's3', bucket: 'shop', region: 'eu-west-1' } };
const drill: Snapshots = { ...s3, restoreDrill: { indices: ['shop-products', 'shop-orders'] } };
const gcs: Snapshots = { repository: { type: 'gcs', bucket: 'shop' } };
const azure: Snapshots = { repository: { type: 'azure', container: 'shop' } };
const account = { 'iam.gke.io/gcp-service-account': 'shop@project.iam.gserviceaccount.com' };
const client = { 'azure.workload.identity/client-id': '00000000-0000-0000-0000-000000000000' };
const declared = { snapshots: s3, serviceAccountAnnotations: role };

function filesOf(manifests: ReturnType<typeof clusterOf>): Record<string, string> {
  return find(manifests, 'ConfigMap', 'elasticsearch-files')['data'] as Record<string, string>;
}
const stateOf = (manifests: ReturnType<typeof clusterOf>) => JSON.parse(filesOf(manifests)['state.json'] ?? '');

const none = { snapshot_repositories: {}, slm: {}, ilm: {}, index_templates: { composable_index_templates: {} } };

test('of a kind that nothing is declared of, what was declared before is removed', () => {
  const { ilm, index_templates } = none;
  expect(stateOf(clusterOf(declared))).toMatchObject({ ilm, index_templates });
  expect(stateOf(clusterOf({ templates: {} }))).toEqual(none);
  expect(filesOf(clusterOf())).not.toHaveProperty(['state.json']);
});

test('a repository and a policy are what the master applies, in a folder of this cluster', () => {
  expect(stateOf(clusterOf(declared))).toEqual({
    ...none,
    snapshot_repositories: { backup: { type: 's3', settings: { bucket: 'shop', base_path: 'shop' } } },
    slm: {
      nightly: {
        name: '<nightly-{now/d}>',
        schedule: '0 30 1 * * ?',
        repository: 'backup',
        retention: { expire_after: '30d', min_count: 7 },
      },
    },
  });
  const chosen = { ...s3, schedule: '0 0 */6 * * ?', days: 7 };
  expect(stateOf(clusterOf({ ...declared, clusterName: 'search', snapshots: chosen }))).toMatchObject({
    snapshot_repositories: { backup: { settings: { base_path: 'search' } } },
    slm: { nightly: { schedule: '0 0 */6 * * ?', retention: { expire_after: '7d' } } },
  });
});

test('what only a node can be told is in its settings', () => {
  expect(environmentOf(clusterOf(declared))).toMatchObject({ ES_SETTING_S3_CLIENT_DEFAULT_REGION: 'eu-west-1' });
  const spaces = { repository: { type: 's3', bucket: 'shop', endpoint: 'fra1.digitaloceanspaces.com' } } as const;
  expect(environmentOf(clusterOf({ ...declared, snapshots: spaces }))).toMatchObject({
    ES_SETTING_S3_CLIENT_DEFAULT_ENDPOINT: 'fra1.digitaloceanspaces.com',
  });
});

test('a shared file system is mounted by all nodes', () => {
  const manifests = clusterOf({ snapshots: { repository: { type: 'fs', claim: 'snapshots' } } });
  expect(environmentOf(manifests)).toMatchObject({ ES_SETTING_PATH_REPO: '/mnt/snapshots' });
  expect(podOf(manifests).volumes).toContainEqual({ name: 'snapshots', persistentVolumeClaim: { claimName: 'snapshots' } });
  expect(stateOf(manifests).snapshot_repositories).toEqual({ backup: { type: 'fs', settings: { location: 'shop' } } });
  expect(namesOf(manifests, 'NetworkPolicy')).toEqual(['elasticsearch']);
});

test('nodes may reach public addresses, or those that are named', () => {
  const [rule] = specOf(clusterOf(declared), 'NetworkPolicy', 'elasticsearch-to-snapshots').egress;
  expect(rule.ports).toEqual([{ port: 443, protocol: 'TCP' }]);
  expect(rule.to[0].ipBlock).toMatchObject({
    cidr: '0.0.0.0/0',
    except: expect.arrayContaining(['10.0.0.0/8', '100.64.0.0/10', '169.254.0.0/16']),
  });
  const named = clusterOf({ ...declared, snapshots: { ...s3, addresses: ['10.1.2.0/24'] } });
  expect(specOf(named, 'NetworkPolicy', 'elasticsearch-to-snapshots').egress[0].to).toEqual([{ ipBlock: { cidr: '10.1.2.0/24' } }]);
  const google = clusterOf({ snapshots: gcs, serviceAccountAnnotations: account });
  expect(specOf(google, 'NetworkPolicy', 'elasticsearch-to-snapshots').egress).toHaveLength(3);
});

test('none is a risk that is accepted by name', () => {
  const manifests = clusterOf({ snapshots: { accept: 'no-backup', because: 'it can be indexed again' } });
  expect(find(manifests, 'StatefulSet', 'elasticsearch').metadata.annotations).toMatchObject({
    'nines.dev/accept.no-backup': 'because it can be indexed again',
  });
  expect(filesOf(manifests)).not.toHaveProperty(['state.json']);
});

test('a drill logs in as a user that may restore, and reads no document', () => {
  const manifests = clusterOf({ ...declared, snapshots: drill });
  expect(parse(filesOf(manifests)['roles.yml'] ?? '')['restore-drill']).toEqual({
    cluster: ['monitor', 'monitor_snapshot', 'cluster:admin/snapshot/restore'],
    indices: [{ names: ['restore-drill-*'], privileges: ['monitor', 'view_index_metadata', 'delete_index'] }],
  });
  const { schedule, concurrencyPolicy, jobTemplate } = specOf(manifests, 'CronJob', 'elasticsearch-restore-drill');
  expect({ schedule, concurrencyPolicy }).toEqual({ schedule: '0 5 * * *', concurrencyPolicy: 'Forbid' });
  expect(jobTemplate.spec).toMatchObject({
    backoffLimit: 1,
    podFailurePolicy: {
      rules: [
        { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] },
        { action: 'FailJob', onExitCodes: { containerName: 'restore-drill', operator: 'In', values: [1] } },
      ],
    },
  });
  const { spec } = jobTemplate.spec.template;
  expect(spec).toMatchObject({
    serviceAccountName: 'elasticsearch-restore-drill',
    automountServiceAccountToken: false,
    restartPolicy: 'Never',
  });
  expect(spec.containers[0].env).toEqual(
    expect.arrayContaining([
      { name: 'ELASTICSEARCH_USERNAME', value: 'restore-drill' },
      { name: 'INDICES', value: 'shop-products,shop-orders' },
      { name: 'MAX_AGE_SECONDS', value: '93600' },
      { name: 'REPOSITORY', value: 'backup' },
      { name: 'POLICY', value: 'nightly' },
    ]),
  );
  expect(namesOf(manifests, 'NetworkPolicy')).toEqual(
    expect.arrayContaining(['elasticsearch-from-elasticsearch-restore-drill', 'elasticsearch-restore-drill-to-elasticsearch']),
  );
});

test('all sets of nodes reach the repository', () => {
  const manifests = objectsOf({ snapshots: drill, serviceAccountAnnotations: role });
  expect(specOf(manifests, 'NetworkPolicy', 'elasticsearch-to-snapshots').podSelector.matchExpressions[0].values).toHaveLength(4);
  expect(namesOf(manifests, 'CronJob')).toEqual(['elasticsearch-restore-drill']);
});

test('lifecycles and templates are what the master applies, with the replicas that the proof assumes', () => {
  const manifests = clusterOf({
    lifecycles: {
      logs: { hot: { actions: { rollover: { max_age: '1d' } } }, delete: { minAge: Duration.days(30), actions: { delete: {} } } },
    },
    templates: {
      logs: {
        indexPatterns: ['logs-*'],
        lifecycle: 'logs',
        slowLogs: { search: Duration.seconds(2), indexing: Duration.seconds(1) },
        settings: { number_of_shards: 3 },
        mappings: { dynamic: false },
        dataStream: true,
      },
    },
  });
  expect(stateOf(manifests)).toEqual({
    ...none,
    ilm: {
      logs: {
        phases: {
          hot: { min_age: '0ms', actions: { rollover: { max_age: '1d' } } },
          delete: { min_age: '2592000000ms', actions: { delete: {} } },
        },
      },
    },
    index_templates: {
      composable_index_templates: {
        logs: {
          index_patterns: ['logs-*'],
          priority: 500,
          data_stream: {},
          template: {
            settings: {
              'index.number_of_replicas': 1,
              'index.number_of_shards': 3,
              'index.lifecycle.name': 'logs',
              'index.search.slowlog.threshold.query.warn': '2000ms',
              'index.indexing.slowlog.threshold.index.warn': '1000ms',
            },
            mappings: { dynamic: false },
          },
        },
      },
    },
  });
});

test.each(['number_of_replicas', 'index.number_of_replicas'])('a template may have other replicas: %s', (name) => {
  const manifests = clusterOf({ templates: { logs: { indexPatterns: ['logs-*'], settings: { [name]: 0 } } } });
  const { logs } = stateOf(manifests).index_templates.composable_index_templates;
  expect(logs.template.settings).toEqual({ 'index.number_of_replicas': 0 });
});

test.each([
  ['an IAM role', { snapshots: s3, serviceAccountAnnotations: role }],
  [
    'an account of Google',
    { snapshots: gcs, serviceAccountAnnotations: { 'iam.gke.io/gcp-service-account': 'shop@project.iam.gserviceaccount.com' } },
  ],
  [
    'an identity of Azure',
    {
      snapshots: azure,
      serviceAccountAnnotations: client,
      secureSettings: { secret: 'account', settings: ['azure.client.default.account'] },
    },
  ],
  ['a principal of Google', { snapshots: { ...gcs, identity: 'by-provider' } as const }],
  ['EKS Pod Identity', { snapshots: { ...s3, identity: 'by-provider' } as const, version: '9.6.0' }],
])('nodes log in by %s', (_, props) => {
  expect(stateOf(clusterOf(props)).snapshot_repositories).toHaveProperty('backup');
});

test('nodes may reach the agent of EKS Pod Identity where it identifies them, and nowhere else', () => {
  const agentsOf = (props: Parameters<typeof clusterOf>[0]) =>
    specOf(clusterOf(props), 'NetworkPolicy', 'elasticsearch-to-snapshots')
      .egress.slice(1)
      .map((rule: { readonly to: readonly { readonly ipBlock: { readonly cidr: string } }[] }) => rule.to[0]?.ipBlock.cidr);
  expect(agentsOf({ snapshots: { ...s3, identity: 'by-provider' }, version: '9.6.0' })).toEqual(['169.254.170.23/32', 'fd00:ec2::23/128']);
  expect(agentsOf(declared)).toEqual([]);
});

const prefix = "elasticsearch 'test/search': ";

test.each([
  [
    { snapshots: 's3' },
    "snapshots must have a repository, or a reason for none, got 's3'; write { repository: { type: 's3', bucket: '...' } }, or { accept: 'no-backup', because: '...' }",
  ],
  [
    { snapshots: { accept: 'no-backup', because: ' ' } },
    "snapshots.because must say why 'no-backup' is accepted, got ' '; write a reason that still makes sense in a year",
  ],
  [
    { snapshots: { repository: { type: 'ftp' } } },
    "snapshots.repository must have a type of s3, gcs, azure, fs, got 'ftp'; write { type: 's3', bucket: '...' }",
  ],
  [
    { snapshots: s3 },
    'snapshots.repository must be reached with keys in secureSettings or an identity in serviceAccountAnnotations, got neither; add s3.client.default.access_key and s3.client.default.secret_key to secureSettings, or annotate eks.amazonaws.com/role-arn: docs/elasticsearch-snapshots.md',
  ],
  [
    { snapshots: gcs, serviceAccountAnnotations: { ...role, team: 'search' } },
    'snapshots.repository must be reached with keys in secureSettings or an identity in serviceAccountAnnotations, got annotations that give none for gcs (eks.amazonaws.com/role-arn, team); add gcs.client.default.credentials_file to secureSettings, or annotate iam.gke.io/gcp-service-account: docs/elasticsearch-snapshots.md',
  ],
  [
    { snapshots: azure, serviceAccountAnnotations: client },
    'secureSettings.settings must have azure.client.default.account besides an identity, got []; add it: the annotation names the identity and no account',
  ],
  [
    { snapshots: { ...s3, identity: 'by-provider' }, version: '9.5.6' },
    'snapshots.identity needs Elasticsearch 9.6 or newer, which reads the token of EKS Pod Identity, got 9.5.6; omit it, and annotate eks.amazonaws.com/role-arn, or give keys in secureSettings',
  ],
  [
    { snapshots: { ...s3, identity: 'irsa' } },
    "snapshots.identity must be 'by-provider', got 'irsa'; omit it, and annotate eks.amazonaws.com/role-arn, or give keys in secureSettings",
  ],
  [
    { snapshots: { ...azure, identity: 'by-provider' } },
    "snapshots.identity must be omitted: Azure's needs an annotation, got 'by-provider'; omit it, and annotate azure.workload.identity/client-id, or give keys in secureSettings",
  ],
  [
    { ...declared, snapshots: { ...s3, schedule: '30 1 * * *' } },
    "snapshots.schedule must have six or seven fields, the first for seconds, got '30 1 * * *'; write a schedule such as '0 30 1 * * ?'",
  ],
  [{ ...declared, snapshots: { ...s3, days: 0 } }, 'snapshots.days must be a whole number of 1 or more, got 0; write 30'],
  [
    { ...declared, snapshots: { ...s3, addresses: ['s3'] } },
    'snapshots.addresses must be ranges of addresses, got ["s3"]; write a list such as [\'10.1.2.0/24\']',
  ],
  [
    { ...declared, snapshots: { ...s3, restoreDrill: { indices: [] } } },
    "snapshots.restoreDrill.indices must be names of indices, got []; write a list such as ['shop-products']",
  ],
  [
    { ...declared, snapshots: { ...s3, restoreDrill: { indices: ['a'], schedule: 'daily' } } },
    "snapshots.restoreDrill.schedule must have five fields, got 'daily'; write a schedule such as '0 5 * * *'",
  ],
  [
    { ...declared, snapshots: { ...s3, restoreDrill: { indices: ['a'], maxAgeHours: 0.5 } } },
    'snapshots.restoreDrill.maxAgeHours must be a whole number of 1 or more, got 0.5; write 26',
  ],
  [
    { ...declared, snapshots: { ...s3, schedule: '0 30 1 ? * SUN', restoreDrill: { indices: ['a'] } } },
    'snapshots.restoreDrill.maxAgeHours must be given with snapshots.schedule, got nothing; write the hours between two snapshots, and what taking one may last',
  ],
  [
    { lifecycles: { logs: { hott: { actions: {} } } } },
    'lifecycles.logs must have phases of hot, warm, cold, frozen, delete with actions, got {"hott":{"actions":{}}}; write { delete: { minAge: Duration.days(30), actions: { delete: {} } } }',
  ],
  [{ templates: { logs: {} } }, "templates.logs.indexPatterns must be patterns of names, got nothing; write a list such as ['shop-*']"],
  [
    { templates: { logs: { indexPatterns: ['logs-*'], lifecycle: 'log' } } },
    "templates.logs.lifecycle must be the name of one of lifecycles, got 'log'; declare it in lifecycles",
  ],
  [
    { templates: { logs: { indexPatterns: ['logs-*'], slowLogs: { search: 2 } } } },
    'templates.logs.slowLogs.search must be a Duration, got 2; write Duration.seconds(2)',
  ],
  [{ auditLog: 'yes' }, "auditLog must be true or false, got 'yes'; write true"],
])('refuses %j', (change, problem) => {
  expect(refusalOf(change)).toBe(prefix + problem);
});
