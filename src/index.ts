export type {
  Advice,
  Bounds,
  CutSet,
  EventResult,
  PlacementResult,
  ServiceResult,
  SinglePointOfFailure,
  Stuck,
  Verdict,
} from './availability/result';
export type { PlatformStorage, ReadyClass } from './cluster/platform-storage';
export type {
  Allocatable,
  Autoscaling,
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
export { ApplicationNamespace, type ApplicationNamespaceProps } from './constructs/application-namespace';
export { clientOf } from './constructs/elasticsearch/client';
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
export { GatewayClass, type GatewayClassProps } from './constructs/ingress/gateway-class';
export { IngressClass, type IngressClassProps } from './constructs/ingress/ingress-class';
export { PublicIngress, type PublicIngressProps } from './constructs/ingress/public-ingress';
export type { IssuedTls, LoadBalancerTls, SecretTls, Tls } from './constructs/ingress/tls';
export type { Replicated, Replication, SingleReplica } from './constructs/parts/accept';
export type { EntryClass, EntrySource, Shortcomings } from './constructs/parts/entry-class';
export { EXEMPTIONS, type Exemption, type ExemptionName, exemptionAnnotations } from './constructs/parts/exemptions';
export type { ImageProps } from './constructs/parts/image';
export { applicationLabels, type Identity, identityOf } from './constructs/parts/labels';
export { clusterScoped, namespaceOf } from './constructs/parts/namespace';
export { addressPeer, admit, connect, denyByDefault, namespacePeer } from './constructs/parts/network-policy';
export type { PlatformFacts } from './constructs/parts/platform-facts';
export { type PodSecurityStandard, restrictedContainer, restrictedPod } from './constructs/parts/pod-security';
export type { Publication, PublicationTls, Route } from './constructs/parts/publication';
export { type Resources, requireFit, resourceRequirements } from './constructs/parts/resources';
export type { SecretKey } from './constructs/parts/secret-key';
export type { ServicePort } from './constructs/parts/service-port';
export { spreadOver } from './constructs/parts/spread';
export { ApplicationQuota, type ApplicationQuotaProps } from './constructs/quota/application-quota';
export { Storage, type StorageProps } from './constructs/storage';
export type { ConfigKey, EnvironmentValue } from './constructs/web-service/environment';
export type { SecretFiles } from './constructs/web-service/volumes';
export { WebService, type WebServiceOptions, type WebServiceProps } from './constructs/web-service/web-service';
export type { Accept, Availability, Risk } from './manifests/annotations';
export { annotationsOf, type ServiceFacts } from './manifests/annotations';
export type { AcceptedDiagnostic, Diagnostic, Location, Mistake, ObjectIdentity, Severity } from './manifests/diagnostic';
export type { Needed } from './manifests/needed';
export type { Nodes } from './platform/nodes';
export { Platform, type PlatformProps } from './platform/platform';
export type { Review } from './rules';
export type { Destination } from './synthesis/destination';
export type { Manifest, Metadata } from './synthesis/manifest';
export type { ManifestFile, SynthesizedObject } from './synthesis/manifest-file';
export { type Build, manifestsOf, type Synthesis, synthesisOf } from './synthesis/synthesis';
export { synthesize } from './synthesis/synthesize';
export { yamlOf } from './synthesis/yaml';
