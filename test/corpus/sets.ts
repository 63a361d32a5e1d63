/** A repository that sets come from. */
export interface CorpusRepository {
  /** The commit that is read. */
  readonly commit: string;

  /** The SPDX identifier of its license. */
  readonly license: 'Apache-2.0' | 'MIT';

  /** By the name of the set: files, folders (`deploy/`), and folders with all that is below them (`deploy/**`). */
  readonly sets: Readonly<Record<string, readonly string[]>>;
}

/** The sets, by the repository on GitHub that they come from. */
export const repositories: Readonly<Record<string, CorpusRepository>> = {
  'argoproj/argo-cd': {
    commit: '37ee0097cf851bc2dd7665fc081bbce61a7e836e',
    license: 'Apache-2.0',
    sets: {
      'argo-cd': ['manifests/install.yaml'],
      'argo-cd-ha': ['manifests/ha/install.yaml'],
      'argo-cd-core': ['manifests/core-install.yaml'],
    },
  },
  'argoproj/argo-rollouts': {
    commit: '9f8d111d8f8e3e88b6d7f8bbdf62fd3cd863ef9d',
    license: 'Apache-2.0',
    sets: {
      'argo-rollouts': ['manifests/install.yaml'],
      'argo-rollouts-dashboard': ['manifests/dashboard-install.yaml'],
      'argo-rollouts-example': ['docs/getting-started/basic/'],
      'argo-rollouts-nginx': ['docs/getting-started/nginx/'],
    },
  },
  'Azure-Samples/aks-store-demo': {
    commit: '7ce10c5110d6a52d3517dfb6d7a7b7b2edf2e5a5',
    license: 'MIT',
    sets: {
      'aks-store': ['aks-store-quickstart.yaml'],
      'aks-store-all': ['aks-store-all-in-one.yaml'],
      'aks-store-ingress': ['aks-store-ingress-quickstart.yaml'],
    },
  },
  'BuoyantIO/emojivoto': {
    commit: 'e490d5789086e75933a474b22f9723fbfa0b29ba',
    license: 'Apache-2.0',
    sets: {
      emojivoto: ['kustomize/deployment/'],
      'emojivoto-traffic-split': ['training/traffic-split/'],
    },
  },
  'cloudnative-pg/cloudnative-pg': {
    commit: 'a95a534dbe0854495b863bbc1b7651f74d310916',
    license: 'Apache-2.0',
    sets: {
      'cloudnative-pg': ['releases/cnpg-1.30.0.yaml'],
    },
  },
  'digitalocean/digitalocean-cloud-controller-manager': {
    commit: '70d527e38456469eadcf69624228eeaa4c0fec37',
    license: 'Apache-2.0',
    sets: {
      'do-ccm': ['releases/digitalocean-cloud-controller-manager/v0.1.68.yml'],
    },
  },
  'dockersamples/example-voting-app': {
    commit: '63e9150ca17af4ed05880d4245e486481f73fcb4',
    license: 'Apache-2.0',
    sets: {
      voting: ['k8s-specifications/'],
    },
  },
  'envoyproxy/gateway': {
    commit: 'd32f28294245e454d20f81d323d626a90e660c1e',
    license: 'Apache-2.0',
    sets: {
      'envoy-gateway': ['examples/kubernetes/quickstart.yaml'],
      'envoy-gateway-ext-auth': ['examples/kubernetes/ext-auth-grpc-service.yaml'],
    },
  },
  'flannel-io/flannel': {
    commit: 'cdf760595c23292fd03ff4daf03638ac1ceef417',
    license: 'Apache-2.0',
    sets: {
      flannel: ['Documentation/'],
    },
  },
  'fluxcd/flux2': {
    commit: 'da2d22d3690191a315822612085f424e4133b06a',
    license: 'Apache-2.0',
    sets: {
      flux: ['manifests/bases/**', 'manifests/rbac/', 'manifests/policies/'],
    },
  },
  'GoogleCloudPlatform/bank-of-anthos': {
    commit: 'd0af04743a6d951665169ca6370d15725ec51252',
    license: 'Apache-2.0',
    sets: {
      bank: ['kubernetes-manifests/', 'extras/jwt/'],
      'bank-cloudsql': ['extras/cloudsql/kubernetes-manifests/'],
      'bank-postgres-hpa': ['extras/postgres-hpa/kubernetes-manifests/', 'extras/postgres-hpa/hpa/'],
    },
  },
  'GoogleCloudPlatform/kubernetes-engine-samples': {
    commit: '2b5036514162a489145c5e5570bc320efbcb37bf',
    license: 'Apache-2.0',
    sets: {
      'gke-hello': ['quickstarts/hello-app/manifests/'],
      'gke-hello-redis': ['quickstarts/hello-app-redis/manifests/'],
      'gke-wordpress': ['quickstarts/wordpress-persistent-disks/'],
      'gke-whereami': ['quickstarts/whereami/k8s/'],
      'gke-load-balancing': ['networking/load-balancing/'],
      'gke-filestore': ['databases/stateful-workload-filestore/'],
      'gke-elastic': ['observability/elastic-stack-tutorial/'],
      'gke-guestbook': ['quickstarts/guestbook/'],
      'gke-policies': ['networking/network-policies/'],
      'gke-istio': ['service-mesh/istio-tutorial/'],
    },
  },
  'GoogleCloudPlatform/microservices-demo': {
    commit: '34ffea9175946982c3088ed84994fe6019ad6e92',
    license: 'Apache-2.0',
    sets: {
      boutique: ['release/kubernetes-manifests.yaml'],
      'boutique-istio': ['release/'],
      'boutique-policies': ['kubernetes-manifests/', 'kustomize/components/network-policies/'],
    },
  },
  'haproxytech/kubernetes-ingress': {
    commit: 'fc1206761aa7948e051eebd56c736802e1d7e226',
    license: 'Apache-2.0',
    sets: {
      haproxy: ['deploy/haproxy-ingress.yaml'],
    },
  },
  'istio/istio': {
    commit: '86c9f01fd735fb01d8192f5bcaf0d424afb7f14c',
    license: 'Apache-2.0',
    sets: {
      bookinfo: ['samples/bookinfo/platform/kube/bookinfo.yaml'],
      'bookinfo-variants': ['samples/bookinfo/platform/kube/'],
      'istio-addons': ['samples/addons/'],
      'istio-helloworld': ['samples/helloworld/helloworld.yaml'],
      'istio-httpbin': ['samples/httpbin/', 'samples/httpbin/sample-client/'],
      'istio-ratelimit': ['samples/ratelimit/'],
      'istio-otel': ['samples/open-telemetry/'],
      'istio-extauthz': ['samples/extauthz/'],
      'istio-websockets': ['samples/websockets/'],
      'istio-tcp-echo': ['samples/tcp-echo/'],
      'istio-grpc-echo': ['samples/grpc-echo/'],
      'istio-spire': ['samples/security/spire/'],
    },
  },
  'knative/serving': {
    commit: '98e5ef90aa7033797aa0a61ef97f3ff7e49a3944',
    license: 'Apache-2.0',
    sets: {
      knative: ['config/core/**'],
    },
  },
  'kubernetes-csi/csi-driver-host-path': {
    commit: '1f2b2e64d01e8dd93e1f2e8fa6efcda7280208f2',
    license: 'Apache-2.0',
    sets: {
      'csi-host-path': ['deploy/kubernetes-1.34/hostpath/'],
      'csi-host-path-distributed': ['deploy/kubernetes-distributed/', 'deploy/kubernetes-distributed/hostpath/'],
    },
  },
  'kubernetes-csi/csi-driver-nfs': {
    commit: 'd3b27c00743a5317325107c1d2fb8fd4cf057a16',
    license: 'Apache-2.0',
    sets: {
      'csi-nfs': ['deploy/'],
      'csi-nfs-example': ['deploy/', 'deploy/example/', 'deploy/example/nfs-provisioner/'],
    },
  },
  'kubernetes-sigs/aws-load-balancer-controller': {
    commit: '225f44568848eb25f13e304a5f1cc68c0cd9415d',
    license: 'Apache-2.0',
    sets: {
      'aws-2048': ['docs/examples/2048/2048_full.yaml'],
      'aws-echoservice': ['docs/examples/echoservice/'],
    },
  },
  'kubernetes-sigs/descheduler': {
    commit: '7d2b28bf2b6a12810317936d909af0270ff38fa3',
    license: 'Apache-2.0',
    sets: {
      descheduler: ['kubernetes/base/', 'kubernetes/cronjob/'],
    },
  },
  'kubernetes-sigs/external-dns': {
    commit: '2bf1bf8af2b70f23579f9147c1f7e9394f7f83d5',
    license: 'Apache-2.0',
    sets: {
      'external-dns': ['kustomize/'],
    },
  },
  'kubernetes-sigs/metrics-server': {
    commit: '5ed5d3a2cf940a8c7541cfbac19af822f4c97844',
    license: 'Apache-2.0',
    sets: {
      'metrics-server': ['manifests/base/'],
      'metrics-server-ha': ['manifests/base/', 'manifests/components/high-availability/'],
    },
  },
  'kubernetes-sigs/nfs-subdir-external-provisioner': {
    commit: '59a3ca2cd10febfbe200c8676c4107be95f267a9',
    license: 'Apache-2.0',
    sets: {
      'nfs-provisioner': ['deploy/'],
    },
  },
  'kubernetes-sigs/node-feature-discovery': {
    commit: '76e6cc8cc0d54b8bce037098b72611ffdf66ef5a',
    license: 'Apache-2.0',
    sets: {
      'node-feature-discovery': ['deployment/base/gc/', 'deployment/base/master/', 'deployment/base/rbac/', 'deployment/base/nfd-crds/'],
    },
  },
  'kubernetes/autoscaler': {
    commit: '55c37cd5eb550756c5ccc5a89e9068d77797e575',
    license: 'Apache-2.0',
    sets: {
      'vertical-pod-autoscaler': ['vertical-pod-autoscaler/deploy/'],
      'cluster-autoscaler-aws': ['cluster-autoscaler/cloudprovider/aws/examples/cluster-autoscaler-autodiscover.yaml'],
    },
  },
  'kubernetes/examples': {
    commit: '279e8e4fe314f6cb7bc55fa3fbc21bbeaa48c0ea',
    license: 'Apache-2.0',
    sets: {
      guestbook: ['web/guestbook/'],
      'guestbook-variants': ['web/guestbook/**'],
      'guestbook-go': ['web/guestbook-go/'],
      cassandra: ['databases/cassandra/'],
      'mysql-cinder': ['databases/mysql-cinder-pd/'],
      vllm: ['AI/vllm-deployment/**'],
      tensorflow: ['AI/model-serving-tensorflow/'],
      elasticsearch: ['_archived/elasticsearch/'],
      'elasticsearch-production': ['_archived/elasticsearch/production_cluster/'],
      cockroachdb: ['_archived/cockroachdb/'],
      galera: ['_archived/storage/mysql-galera/'],
      redis: ['_archived/storage/redis/'],
      rethinkdb: ['_archived/storage/rethinkdb/'],
      minio: ['_archived/storage/minio/'],
      hazelcast: ['_archived/storage/hazelcast/'],
      vitess: ['_archived/storage/vitess/'],
      selenium: ['_archived/selenium/'],
      spark: ['_archived/spark/'],
      storm: ['_archived/storm/'],
      meteor: ['_archived/meteor/'],
      'nodejs-mongodb': ['_archived/nodesjs-mongodb/'],
      javaee: ['_archived/javaee/'],
      phabricator: ['_archived/phabricator/'],
      newrelic: ['_archived/newrelic/'],
      'nfs-volume': ['_archived/volumes/nfs/**'],
      'cluster-dns': ['_archived/cluster-dns/'],
      'persistent-volumes': ['_archived/persistent-volume-provisioning/**'],
      portworx: ['_archived/volumes/portworx/'],
      storageos: ['_archived/volumes/storageos/'],
    },
  },
  'kubernetes/ingress-nginx': {
    commit: 'dbb11b92ddb77bee9c35e462479129354c84f939',
    license: 'Apache-2.0',
    sets: {
      'ingress-nginx': ['deploy/static/provider/cloud/deploy.yaml'],
      'ingress-nginx-aws': ['deploy/static/provider/aws/deploy.yaml'],
      'ingress-nginx-providers': ['deploy/static/**'],
      'ingress-nginx-monitoring': ['deploy/prometheus/', 'deploy/grafana/'],
    },
  },
  'kubernetes/kube-state-metrics': {
    commit: 'c92fe0c5ce02d3b52abf54490e00db6c706f2ba5',
    license: 'Apache-2.0',
    sets: {
      'kube-state-metrics': ['examples/standard/'],
      'kube-state-metrics-sharded': ['examples/autosharding/'],
      'kube-state-metrics-daemons': ['examples/daemonsetsharding/'],
    },
  },
  'longhorn/longhorn': {
    commit: 'bb2f2223a6f7b5d97a98b7e765937fe48a1b96f7',
    license: 'Apache-2.0',
    sets: {
      longhorn: ['deploy/longhorn.yaml'],
      'longhorn-policies': ['deploy/longhorn.yaml', 'examples/network-policy/'],
      'longhorn-examples': ['examples/'],
    },
  },
  'metallb/metallb': {
    commit: '7938d3f89b8bd808dae2e42d97d6ae7e18e9ed54',
    license: 'Apache-2.0',
    sets: {
      metallb: ['config/manifests/metallb-native.yaml'],
      'metallb-frr': ['config/manifests/metallb-frr-k8s-prometheus.yaml'],
      'metallb-variants': ['config/manifests/'],
    },
  },
  'microservices-demo/microservices-demo': {
    commit: '9dff06fae4981921caec6a62393a6ebfce4b3e3f',
    license: 'Apache-2.0',
    sets: {
      'sock-shop': ['deploy/kubernetes/manifests/'],
      'sock-shop-demo': ['deploy/kubernetes/complete-demo.yaml'],
      'sock-shop-policies': ['deploy/kubernetes/manifests/', 'deploy/kubernetes/manifests-policy/', 'deploy/kubernetes/autoscaling/'],
      'sock-shop-monitoring': [
        'deploy/kubernetes/manifests-monitoring/',
        'deploy/kubernetes/manifests-alerting/',
        'deploy/kubernetes/manifests-logging/',
        'deploy/kubernetes/manifests-jaeger/',
      ],
    },
  },
  'nginx/kubernetes-ingress': {
    commit: '0eb3072d14f04931824bb74c99a6566d8c108f3c',
    license: 'Apache-2.0',
    sets: {
      'nginx-ingress': [
        'deployments/common/',
        'deployments/rbac/rbac.yaml',
        'deployments/deployment/nginx-ingress.yaml',
        'deployments/service/loadbalancer.yaml',
        'deploy/crds.yaml',
      ],
      'nginx-cafe': ['examples/ingress-resources/complete-example/'],
      'nginx-variants': ['deployments/**'],
    },
  },
  'projectcontour/contour': {
    commit: '31c4bb38e0a52cef4d8273dd5641a70e39f1d693',
    license: 'Apache-2.0',
    sets: {
      contour: ['examples/render/contour.yaml'],
      'contour-gateway': ['examples/render/contour-gateway.yaml'],
      'contour-source': ['examples/contour/'],
      'contour-ratelimit': ['examples/ratelimit/'],
      'contour-workload': ['examples/example-workload/httpproxy/**'],
      'contour-kuard': ['examples/example-workload/gatewayapi/kuard/'],
      'contour-tracing': ['examples/tracing/'],
    },
  },
  'prometheus-operator/kube-prometheus': {
    commit: '4d719f1dea8853540b3823ab1fbe6be74a9953b3',
    license: 'Apache-2.0',
    sets: {
      'kube-prometheus': ['manifests/**'],
    },
  },
  'rook/rook': {
    commit: 'd0c3b9ce6d64ff0c47074437aab7314b7adf7f2c',
    license: 'Apache-2.0',
    sets: {
      rook: [
        'deploy/examples/crds.yaml',
        'deploy/examples/common.yaml',
        'deploy/examples/csi-operator.yaml',
        'deploy/examples/operator.yaml',
        'deploy/examples/cluster.yaml',
        'deploy/examples/toolbox.yaml',
      ],
      'rook-wordpress': ['deploy/examples/mysql.yaml', 'deploy/examples/wordpress.yaml'],
      'rook-monitoring': ['deploy/examples/monitoring/'],
    },
  },
  'stefanprodan/podinfo': {
    commit: 'eec06d1ea459af4cb4e10e806f8be7c7bd58b361',
    license: 'Apache-2.0',
    sets: {
      podinfo: ['kustomize/'],
      'podinfo-webapp': ['deploy/webapp/**'],
      'podinfo-secure': ['deploy/secure/**'],
      'podinfo-overlays': ['deploy/bases/**', 'deploy/overlays/**'],
    },
  },
  'strimzi/strimzi-kafka-operator': {
    commit: '8541da1e336bdcda9647aeacfbc2048e57580a52',
    license: 'Apache-2.0',
    sets: {
      strimzi: ['install/cluster-operator/'],
      'strimzi-drain-cleaner': ['install/drain-cleaner/kubernetes/'],
      'strimzi-kafka': ['install/cluster-operator/', 'examples/kafka/kafka-persistent.yaml'],
      'strimzi-metrics': ['examples/metrics/prometheus-install/**', 'examples/metrics/grafana-install/'],
    },
  },
  'traefik/traefik': {
    commit: 'fd5a576df2e8aeb0bfc8a96b6ef6e60a61f7ec0a',
    license: 'MIT',
    sets: {
      traefik: [
        'docs/content/reference/dynamic-configuration/kubernetes-crd-definition-v1.yml',
        'docs/content/reference/dynamic-configuration/kubernetes-crd-rbac.yml',
        'docs/content/reference/dynamic-configuration/kubernetes-whoami-svc.yml',
      ],
    },
  },
};
