export type {
  Advice,
  Answer,
  Assumption,
  Bounds,
  CutSet,
  DependencyResult,
  EventResult,
  OnlyPod,
  OnlyPodLoss,
  PlacementResult,
  ServiceResult,
  SinglePointOfFailure,
  Stuck,
  Verdict,
} from './availability/result';
export type {
  Basis,
  BudgetVerdict,
  Changes,
  Comparison,
  Downtime,
  Estimate,
  NotIncluded,
  Range,
  Risk as YearlyRisk,
  Saving,
  Unhelpful,
} from './availability/risk/risk';
export type { RecordWindow } from './cluster/incident-file';
export type { Incident, IncidentRecord } from './cluster/incidents';
export type { PlatformStorage, ReadyClass } from './cluster/platform-storage';
export type { ClusterAddress, ClusterName, KubeconfigContext, TargetCluster } from './cluster/target-cluster';
export type {
  Allocatable,
  Autoscaling,
  CustomPods,
  CustomResource,
  Dependency,
  ElasticsearchFacts,
  Pool,
  Rate,
  Reserved,
  Taint,
  Times,
  Topology,
  TopologyService,
  Zone,
} from './cluster/topology';
export type { OutsideBasis, OutsideKind, OutsideService, PlannedWork, Releases } from './cluster/yearly-facts';
export { ApplicationNamespace, type ApplicationNamespaceProps } from './constructs/application-namespace';
export { type Client, type ClientOptions, clientOf, withClient } from './constructs/elasticsearch/client';
export {
  type Credentials,
  Elasticsearch,
  type ElasticsearchHttp,
  type ElasticsearchOptions,
  type ElasticsearchProps,
  type MasterQuorum,
  type Masters,
  type NamedCertificates,
  type Secured,
  type SecureSettings,
  type Security,
  type SingleMaster,
} from './constructs/elasticsearch/elasticsearch';
export type { ElasticsearchExtensions } from './constructs/elasticsearch/extensions';
export type { IndexOptions, IndexTemplate, Lifecycle, LifecyclePhase, SlowLogs } from './constructs/elasticsearch/index-settings';
export type { IndexAccess, Login } from './constructs/elasticsearch/logins';
export { MONITORING_LOGIN } from './constructs/elasticsearch/monitoring-login';
export {
  ElasticsearchNodeSets,
  type ElasticsearchNodeSetsProps,
  type NodeSet,
  type NodeSetObjects,
} from './constructs/elasticsearch/node-sets/node-sets';
export type { ElasticsearchObjects } from './constructs/elasticsearch/objects';
export type { PodOptions } from './constructs/elasticsearch/pod-options';
export type { ClusterPrivilege, IndexPrivilege } from './constructs/elasticsearch/privileges';
export type { RestoreDrill } from './constructs/elasticsearch/restore-drill-props';
export type { DataTier, ExtraRole, NodeRole } from './constructs/elasticsearch/roles';
export type { AzureRepository, GcsRepository, S3Repository, SharedRepository, Snapshots } from './constructs/elasticsearch/snapshots';
export { ArgoCd } from './constructs/gitops/argo-cd';
export type { ArgoCdProps } from './constructs/gitops/argo-cd-props';
export type { GitOpsEnvironment, Sync } from './constructs/gitops/environment';
export { Flux, type FluxObjects } from './constructs/gitops/flux';
export type { FluxEnvironment, FluxProps, FluxStage } from './constructs/gitops/flux-props';
export type { EnvironmentSource, GitSource } from './constructs/gitops/git-source';
export { annotateForGitOps, type GitOpsAnnotationOptions } from './constructs/gitops/prepare';
export type { AlbProps, SslPolicy } from './constructs/ingress/alb';
export { GatewayClass, type GatewayClassProps } from './constructs/ingress/gateway-class';
export { IngressClass, type IngressClassProps } from './constructs/ingress/ingress-class';
export type { PublicIngressObjects } from './constructs/ingress/objects';
export { PublicIngress, type PublicIngressProps } from './constructs/ingress/public-ingress';
export type { IssuedTls, LoadBalancerTls, SecretTls, Tls } from './constructs/ingress/tls';
export { LOGGING_LOGIN, logLifecycles } from './constructs/observability/logs/elasticsearch-sink';
export { Logs, type LogsProps } from './constructs/observability/logs/logs';
export type { LogOptions, LogSink } from './constructs/observability/logs/options';
export { Observability, type ObservabilityProps } from './constructs/observability/observability';
export type {
  AlertOptions,
  DashboardOptions,
  MetricsOptions,
  ObservabilityOptions,
  PrometheusOptions,
} from './constructs/observability/options';
export type { OidcOptions, WebViewOptions } from './constructs/observability/web-view/options';
export { WebView, type WebViewProps } from './constructs/observability/web-view/web-view';
export type { Replicated, Replication, SingleReplica } from './constructs/parts/accept';
export type { EntryClass, EntrySource, PublishedObjects, Shortcomings } from './constructs/parts/entry-class';
export { type Exemptions, exempt } from './constructs/parts/exempt';
export { EXEMPTIONS, type Exemption, type ExemptionName, exemptionAnnotations } from './constructs/parts/exemptions';
export type { ImageProps } from './constructs/parts/image';
export { applicationLabels, type Identity, identityOf } from './constructs/parts/labels';
export { clusterScoped, namespaceOf } from './constructs/parts/namespace';
export { addressPeer, admit, connect, denyByDefault, namespacePeer } from './constructs/parts/network-policy';
export type { OtlpEndpoint } from './constructs/parts/otlp-endpoint';
export type { PlatformFacts } from './constructs/parts/platform-facts';
export { type PodSecurityStandard, restrictedContainer, restrictedPod } from './constructs/parts/pod-security';
export type {
  CircuitBreaker,
  Outlier,
  Protection,
  ProtectionPart,
  ProtectionShortcomings,
  RetriedStatus,
} from './constructs/parts/protection';
export type { Publication, PublicationTls, Route } from './constructs/parts/publication';
export type { PublicService, RequestCounts, RequestMetrics, Series } from './constructs/parts/request-counts';
export { type Resources, requireFit, resourceRequirements } from './constructs/parts/resources';
export type { SecretKey } from './constructs/parts/secret-key';
export type { ServiceAccountOptions } from './constructs/parts/service-account';
export type { ServicePort } from './constructs/parts/service-port';
export { spreadOver } from './constructs/parts/spread';
export { ApplicationQuota, type ApplicationQuotaProps } from './constructs/quota/application-quota';
export { Storage, type StorageProps } from './constructs/storage';
export type { ConfigKey, EnvValue } from './constructs/web-service/env';
export type { MetricsPort } from './constructs/web-service/metrics';
export type { WebServiceObjects } from './constructs/web-service/objects';
export type { SecretFiles } from './constructs/web-service/volumes';
export { type Metrics, WebService, type WebServiceOptions, type WebServiceProps } from './constructs/web-service/web-service';
export type { AcceptedChange, AcceptedDeletion, AcceptedObjects, ObjectId } from './manifests/accepted-change';
export type { Accept, Availability, ChangeRisk, Risk as AcceptedRisk } from './manifests/annotations';
export { annotationsOf, type ServiceFacts } from './manifests/annotations';
export { type BurnRate, burnRates } from './manifests/burn-rates';
export type { AcceptedDiagnostic, Diagnostic, Location, Mistake, ObjectIdentity, Severity } from './manifests/diagnostic';
export type { Needed } from './manifests/needed';
export type { Place } from './manifests/place';
export type { Path } from './manifests/pointer';
export type { Controller } from './manifests/read';
export { readIncidents } from './platform/incident-source';
export type { AwsNodes, WorkerNodes } from './platform/nodes';
export { Platform, type PlatformProps } from './platform/platform';
export { readTopology } from './platform/topology-source';
export type { PlatformTopology } from './promise/places';
export { prove } from './promise/prove';
export { runsOn } from './promise/runs-on';
export { type CheckOptions, check } from './proof/check';
export type { Proof } from './proof/proof';
export type { ProofOptions } from './proof/report';
export { type JudgedPromise, objectiveOf, openSlo, type ServiceObjective } from './report/openslo';
export { serviceTable } from './report/table';
export { defineRule, type OwnFinding, type OwnRule, type Review, type RuleContext, type RuleDescription, type RuleObject } from './rules';
export { type DeliveredEnvironment, deliveredOf } from './synthesis/delivered';
export { type Delivery, type DeliveryFolders, deliveryFolders } from './synthesis/delivery';
export type { Destination } from './synthesis/destination';
export type { Folder } from './synthesis/dist';
export type { Manifest, Metadata } from './synthesis/manifest';
export type { ManifestFile, SynthesizedObject } from './synthesis/manifest-file';
export { NinesValidation, type ValidationContext, type Violation } from './synthesis/nines-validation';
export type { RemovedEnvironment } from './synthesis/removed-environment';
export { type Build, manifestsOf, type Synthesis, type SynthesisOptions, synthesisOf } from './synthesis/synthesis';
export { type SynthesizeOptions, synthesize } from './synthesis/synthesize';
export type { NinesValidationProperties } from './synthesis/validation-properties';
export { yamlOf } from './synthesis/yaml';
