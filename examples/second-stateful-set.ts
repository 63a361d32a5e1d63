import { Chart, Size } from 'cdk8s';
import { Cpu, k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import {
  type Accept,
  annotationsOf,
  clientOf,
  Elasticsearch,
  identityOf,
  namespaceOf,
  Platform,
  type Resources,
  resourceRequirements,
  restrictedContainer,
  restrictedPod,
  type ServicePort,
  Storage,
  WebService,
} from '../src';

/** The props of the orders' database: a single replica, with the reason. */
interface OrdersProps extends Accept<'single-replica'> {
  readonly storageClassName: string;
}

const PORT = 5432;
const UID = 999;
const PASSWORD = { secret: 'orders-password', key: 'password' };
const RESOURCES: Resources = { cpu: Cpu.millis(250), memory: Size.gibibytes(1) };

/** PostgreSQL as a StatefulSet with one replica, whose volume outlives it. */
export class Orders extends Construct {
  /** The port that clients connect to. */
  readonly sql: ServicePort;

  constructor(scope: Construct, id: string, props: OrdersProps) {
    super(scope, id);
    const { name, selector, labels } = identityOf('orders');
    const metadata = { name, namespace: namespaceOf(this), labels };
    new k8s.KubeService(this, 'service', { metadata, spec: { clusterIp: 'None', selector, ports: [{ name: 'sql', port: PORT }] } });
    new k8s.KubeStatefulSet(this, 'stateful-set', {
      metadata: { ...metadata, annotations: annotationsOf({ needed: 1, accept: props }) },
      spec: {
        serviceName: name,
        replicas: 1,
        selector: { matchLabels: selector },
        persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
        template: { metadata: { labels }, spec: podSpec() },
        volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: claim(props.storageClassName) }],
      },
    });
    this.sql = { service: name, name: 'sql', number: PORT, selector, workload: `StatefulSet/${name}` };
  }
}

function podSpec(): k8s.PodSpec {
  const accepts = { tcpSocket: { port: k8s.IntOrString.fromString('sql') } };
  return {
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: restrictedPod(UID),
    terminationGracePeriodSeconds: 120,
    containers: [
      {
        name: 'postgres',
        image: 'docker.io/library/postgres:18.1',
        env: [
          { name: 'PGDATA', value: '/var/lib/postgresql/data' },
          { name: 'POSTGRES_PASSWORD_FILE', value: `/run/password/${PASSWORD.key}` },
        ],
        ports: [{ name: 'sql', containerPort: PORT }],
        resources: resourceRequirements(RESOURCES),
        startupProbe: { ...accepts, periodSeconds: 5, failureThreshold: 60 },
        readinessProbe: { ...accepts, periodSeconds: 5 },
        securityContext: restrictedContainer(),
        volumeMounts: [
          { name: 'data', mountPath: '/var/lib/postgresql' },
          { name: 'run', mountPath: '/var/run/postgresql' },
          { name: 'tmp', mountPath: '/tmp' },
          { name: 'password', mountPath: '/run/password', readOnly: true },
        ],
      },
    ],
    volumes: [
      { name: 'run', emptyDir: {} },
      { name: 'tmp', emptyDir: {} },
      { name: 'password', secret: { secretName: PASSWORD.secret, defaultMode: 0o440, items: [{ key: PASSWORD.key, path: PASSWORD.key }] } },
    ],
  };
}

function claim(storageClassName: string): k8s.PersistentVolumeClaimSpec {
  return {
    accessModes: ['ReadWriteOnce'],
    volumeMode: 'Filesystem',
    storageClassName,
    resources: { requests: { storage: k8s.Quantity.fromString('20Gi') } },
  };
}

const platform = Platform.aws({
  kubernetes: '1.36',
  zones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
  nodes: { count: 2, cpu: Cpu.units(2), memory: Size.gibibytes(8) },
});

/** A backend with its search in Elasticsearch and its orders in PostgreSQL. */
export class Shop extends Chart {
  constructor(scope: Construct) {
    super(scope, 'shop', { namespace: 'shop', disableResourceNameHashes: true });
    const { className: storageClassName } = new Storage(this, 'storage', { platform });
    const orders = new Orders(this, 'orders', {
      storageClassName,
      accept: 'single-replica',
      because: 'orders may wait for an hour, and a second writer would require an operator',
    });
    const elasticsearch = new Elasticsearch(this, 'elasticsearch', {
      platform,
      storageClassName,
      version: '9.5.6',
      masters: 3,
      storage: Size.gibibytes(50),
      logins: { backend: { indices: [{ names: ['products'], privileges: ['read'] }] } },
    });
    const client = clientOf(elasticsearch.logins.backend);
    new WebService(this, 'backend', {
      platform,
      name: 'backend',
      image: 'registry.shop.example/backend:1.0.0',
      replicas: 3,
      ports: { api: 8080 },
      resources: { cpu: Cpu.millis(100), memory: Size.mebibytes(256) },
      dependsOn: [...client.dependsOn, orders.sql],
      env: { ...client.env, DATABASE_HOST: orders.sql.service },
      secretFiles: { ...client.secretFiles, '/etc/orders': { secret: PASSWORD.secret, keys: [PASSWORD.key] } },
    });
  }
}
