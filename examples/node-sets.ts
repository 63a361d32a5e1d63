import { Chart, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { ApplicationNamespace, clientOf, denyByDefault, ElasticsearchNodeSets, Platform, Storage, WebService } from '../src';

export const platform = Platform.aws({
  kubernetes: '1.36',
  zones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
  nodes: { count: 4, cpu: Cpu.units(4), memory: Size.gibibytes(16), type: 'm7g.xlarge' },
});

/** An archive of logs: masters of their own, new logs on fast disks, old ones on large disks, and two nodes that take the requests. */
export class Archive extends Chart {
  readonly search: ElasticsearchNodeSets<'masters' | 'hot' | 'warm' | 'coordinating', 'dashboard'>;

  constructor(scope: Construct) {
    super(scope, 'archive', { namespace: 'archive', disableResourceNameHashes: true });
    denyByDefault(this);
    const { className: storageClassName } = new Storage(this, 'storage', { platform });
    this.search = new ElasticsearchNodeSets(this, 'search', {
      platform,
      storageClassName,
      version: '9.5.6',
      availability: '99.9%',
      logins: { dashboard: { indices: [{ names: ['logs-*'], privileges: ['read', 'view_index_metadata'] }] } },
      sets: {
        masters: { roles: ['master'], count: 3, storage: Size.gibibytes(10) },
        hot: {
          roles: ['data_hot', 'data_content', 'ingest'],
          count: 3,
          storage: Size.gibibytes(200),
          resources: { cpu: Cpu.units(1), memory: Size.gibibytes(8) },
        },
        warm: {
          roles: ['data_warm'],
          count: 3,
          storage: Size.gibibytes(1000),
          resources: { cpu: Cpu.millis(500), memory: Size.gibibytes(4) },
        },
        coordinating: { roles: [], count: 2 },
      },
    });
    new ApplicationNamespace(this, 'namespace', { podSecurity: this.search.podSecurity });
    new WebService(this, 'dashboard', {
      platform,
      name: 'dashboard',
      image: 'registry.archive.example/dashboard:1.0.0',
      ports: { http: 8080 },
      resources: { cpu: Cpu.millis(100), memory: Size.mebibytes(256) },
      replicas: 3,
      availability: '99.9%',
      ...clientOf(this.search.logins.dashboard),
    });
  }
}
