import { Chart, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { clientOf, Elasticsearch, Platform, Storage, WebService } from '../src';

const platform = Platform.digitalOcean({
  kubernetes: '1.36',
  region: 'fra1',
  nodes: { count: 3, cpu: Cpu.units(2), memory: Size.gibibytes(8) },
});

/** A worker that nobody connects to, and the Elasticsearch that it writes to. */
export class Indexing extends Chart {
  constructor(scope: Construct) {
    super(scope, 'indexing', { namespace: 'indexing', disableResourceNameHashes: true });
    const { className: storageClassName } = new Storage(this, 'storage', { platform });
    const elasticsearch = new Elasticsearch(this, 'elasticsearch', {
      platform,
      storageClassName,
      version: '9.5.6',
      masters: 3,
      storage: Size.gibibytes(50),
      logins: { indexer: { indices: [{ names: ['products-*'], privileges: ['create_index', 'index', 'delete'] }] } },
    });

    new WebService(this, 'indexer', {
      platform,
      name: 'indexer',
      image: 'registry.shop.example/indexer:1.0.0',
      ports: {},
      replicas: 2,
      resources: { cpu: Cpu.millis(200), memory: Size.mebibytes(512) },
      ...clientOf(elasticsearch.logins.indexer),
    });
  }
}
