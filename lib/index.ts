export type { Accept, Replicated, Replication, SingleReplica } from './accept';
export { annotationsOf, type ServiceFacts } from './annotations';
export { Application } from './application';
export type { Topology } from './availability/topology';
export { Backend, type BackendOptions, type BackendProps } from './backend';
export {
  type Credentials,
  Elasticsearch,
  type ElasticsearchHttp,
  type ElasticsearchOptions,
  type ElasticsearchProps,
  type Security,
} from './elasticsearch';
export { clientOf } from './elasticsearch/client';
export type { Environment } from './environment';
export { EXEMPTIONS, type Exemption, type ExemptionName, exemptionAnnotations } from './exemptions';
export { Frontend, type FrontendOptions, type FrontendProps } from './frontend';
export { GatewayClass, type GatewayClassProps } from './gateway-class';
export { PublicIngress, type PublicIngressProps } from './ingress';
export type { Publication, PublicationTls, Route } from './ingress/publication';
export type { Shortcomings, WayIn, WayInSource } from './ingress/way-in';
export { IngressClass, type IngressClassProps } from './ingress-class';
export { applicationLabels, type Identity, identityOf } from './labels';
export { clusterScoped, namespaceOf } from './namespace';
export { addressPeer, admit, connect, denyByDefault, namespacePeer } from './network-policy';
export type { Nodes } from './node-size';
export { Platform, type PlatformProps, type PlatformStorage, type ReadyClass } from './platform';
export { restrictedContainer, restrictedPod } from './pod-security';
export { ApplicationQuota, type ApplicationQuotaProps } from './resource-quota';
export { type Resources, requireFit, resourceRequirements } from './resources';
export type { SecretKey } from './secret-key';
export type { ServicePort } from './service-port';
export { spreadOver } from './spread';
export { Storage, type StorageProps } from './storage';
export type { Manifest } from './synthesis/manifest';
export type { ManifestFile } from './synthesis/manifest-file';
export { type Prerequisites, prerequisitesOf } from './synthesis/prerequisites';
export type { SecretReference } from './synthesis/secrets';
export { type Build, manifestsOf, type Synthesis, synthesisOf } from './synthesis/synthesis';
export { synthesize } from './synthesis/synthesize';
export { yamlOf } from './synthesis/yaml';
export type { Tls } from './tls';
export { WebService, type WebServiceOptions, type WebServiceProps } from './web-service';
export type { ConfigKey, EnvironmentValue } from './web-service/environment';
export type { SecretFiles } from './web-service/volumes';
