/**
 * The names of fields by which operators are told how many pods to make: `replicas`, `minReplicas`, `replicasCount`, `numberOfInstances`, `members`, `clusterSize`. A quantity of disk
 * has a unit, so that a `size` is a number of pods.
 */
export const counting = /^(?:size|nodes|clusterSize|shardsCount|\w*(?:replicas?|instances?|members?)(?:s?Count)?)$/i;

/** Those of them that are bounds, and the field beside which they are those of an autoscaler. */
export const bounds = /^(?:min|max)/i;
export const scaled = /^(?:scaleTarget|target|workload)Ref$/i;

/** What is below them describes an object of a cloud. Source: docs.crossplane.io, Managed resources. */
export const ofClouds: ReadonlySet<string> = new Set(['forProvider', 'initProvider']);

/** Kinds that count something else by such a field: copies of data, machines, or the pods of a workload that they name. */
export const otherwise: ReadonlySet<string> = new Set([
  'BackingImage.longhorn.io',
  'CephBlockPool.ceph.rook.io',
  'Consumer.jetstream.nats.io',
  'KafkaTopic.kafka.strimzi.io',
  'KeyValue.jetstream.nats.io',
  'KubeadmControlPlane.controlplane.cluster.x-k8s.io',
  'MachineDeployment.cluster.x-k8s.io',
  'MachinePool.cluster.x-k8s.io',
  'MachineSet.cluster.x-k8s.io',
  'MachineSet.machine.openshift.io',
  'NodePool.karpenter.sh',
  'ObjectStore.jetstream.nats.io',
  'ScaledObject.keda.sh',
  'Stream.jetstream.nats.io',
  'VerticalPodAutoscaler.autoscaling.k8s.io',
  'Volume.longhorn.io',
]);

/**
 * Kinds whose operators make pods without being told how many, or of what.
 *
 * Source: the CustomResourceDefinitions of each operator; a number of pods that has a default there need not be written.
 */
const unstated: Readonly<Record<string, readonly string[]>> = {
  'actions.github.com': ['AutoscalingRunnerSet'],
  'agent.k8s.elastic.co': ['Agent'],
  'apm.k8s.elastic.co': ['ApmServer'],
  'argoproj.io': ['ArgoCD', 'CronWorkflow', 'EventBus', 'EventSource', 'Sensor', 'Workflow'],
  'beat.k8s.elastic.co': ['Beat'],
  'broker.amq.io': ['ActiveMQArtemis'],
  'camel.apache.org': ['Build', 'Integration', 'Pipe'],
  'cassandra.datastax.com': ['CassandraDatacenter'],
  'ceph.rook.io': [
    'CephCluster',
    'CephFilesystem',
    'CephFilesystemMirror',
    'CephNFS',
    'CephNVMeOFGateway',
    'CephObjectStore',
    'CephRBDMirror',
  ],
  'cdi.kubevirt.io': ['DataVolume'],
  'clickhouse.altinity.com': ['ClickHouseInstallation', 'ClickHouseKeeperInstallation'],
  'crdb.cockroachlabs.com': ['CrdbCluster'],
  'databases.spotahome.com': ['RedisFailover'],
  'elasticsearch.k8s.elastic.co': ['Elasticsearch'],
  'enterprisesearch.k8s.elastic.co': ['EnterpriseSearch'],
  'etcd.database.coreos.com': ['EtcdCluster'],
  'flink.apache.org': ['FlinkDeployment'],
  'grafana.integreatly.org': ['Grafana'],
  'helm.cattle.io': ['HelmChart'],
  'infra.contrib.fluxcd.io': ['Terraform'],
  'jaegertracing.io': ['Jaeger'],
  'k6.io': ['PrivateLoadZone', 'TestRun'],
  'k8s.keycloak.org': ['Keycloak'],
  'k8s.mariadb.com': ['MariaDB', 'MaxScale'],
  'k8up.io': ['Archive', 'Backup', 'Check', 'Prune', 'Restore', 'Schedule'],
  'kafka.strimzi.io': ['Kafka', 'KafkaBridge', 'KafkaConnect', 'KafkaMirrorMaker2'],
  'kibana.k8s.elastic.co': ['Kibana'],
  'kubevirt.io': ['VirtualMachine', 'VirtualMachineInstance'],
  'logstash.k8s.elastic.co': ['Logstash'],
  'kuma.io': ['MeshGatewayInstance'],
  'loki.grafana.com': ['LokiStack'],
  'maps.k8s.elastic.co': ['ElasticMapsServer'],
  'minio.min.io': ['Tenant'],
  'monitoring.coreos.com': ['Alertmanager', 'Prometheus', 'PrometheusAgent', 'ThanosRuler'],
  'mysql.oracle.com': ['InnoDBCluster'],
  'openfaas.com': ['Function'],
  'opentelemetry.io': ['ClusterObservability', 'OpAMPBridge', 'OpenTelemetryCollector', 'TargetAllocator'],
  'operator.victoriametrics.com': [
    'VLAgent',
    'VLCluster',
    'VLSingle',
    'VLogs',
    'VMAgent',
    'VMAlert',
    'VMAlertmanager',
    'VMAnomaly',
    'VMAuth',
    'VMCluster',
    'VMSingle',
    'VTCluster',
    'VTSingle',
  ],
  'postgres-operator.crunchydata.com': ['PGAdmin', 'PGUpgrade', 'PostgresCluster'],
  'postgresql.cnpg.io': ['Cluster', 'Pooler'],
  'psmdb.percona.com': ['PerconaServerMongoDB'],
  'pxc.percona.com': ['PerconaXtraDBCluster'],
  'rabbitmq.com': ['RabbitmqCluster'],
  'ray.io': ['RayCluster', 'RayJob', 'RayService'],
  'redis.redis.opstreelabs.in': ['Redis', 'RedisCluster', 'RedisReplication', 'RedisSentinel'],
  'serving.kserve.io': ['InferenceService'],
  'solr.apache.org': ['SolrCloud', 'SolrPrometheusExporter'],
  'sparkoperator.k8s.io': ['ScheduledSparkApplication', 'SparkApplication'],
  'tekton.dev': ['PipelineRun', 'TaskRun'],
  'tempo.grafana.com': ['TempoMonolithic', 'TempoStack'],
  'volsync.backube': ['ReplicationDestination', 'ReplicationSource'],
  'zookeeper.pravega.io': ['ZookeeperCluster'],
};

const untold: ReadonlySet<string> = new Set(Object.entries(unstated).flatMap(([group, kinds]) => kinds.map((kind) => `${kind}.${group}`)));

/** Whether operators make pods for objects of a type, whatever these say. */
export function makesPodsUntold(type: string): boolean {
  return untold.has(type);
}
