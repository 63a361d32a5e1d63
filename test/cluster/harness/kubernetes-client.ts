/** The client library is an ES module and this project is CommonJS; this file is the only one that has to know. */
type Client = typeof import('@kubernetes/client-node', { with: { 'resolution-mode': 'import' }});

// Node 20.19 and newer can require it; TypeScript's Node16 rules were written before that.
export const { KubeConfig, ListWatch, Watch } = require('@kubernetes/client-node') as Client;

export type KubeConfig = InstanceType<Client['KubeConfig']>;
export type KubernetesObject = import('@kubernetes/client-node', { with: { 'resolution-mode': 'import' }}).KubernetesObject;
export type ListWatch<T extends KubernetesObject> = import('@kubernetes/client-node', { with: {
  'resolution-mode': 'import',
}}).ListWatch<T>;
export type Deployment = InstanceType<Client['V1Deployment']>;
export type EndpointSlice = InstanceType<Client['V1EndpointSlice']>;
export type Namespace = InstanceType<Client['V1Namespace']>;
export type Node = InstanceType<Client['V1Node']>;
export type PersistentVolume = InstanceType<Client['V1PersistentVolume']>;
export type PersistentVolumeClaim = InstanceType<Client['V1PersistentVolumeClaim']>;
export type Pod = InstanceType<Client['V1Pod']>;
export type PodDisruptionBudget = InstanceType<Client['V1PodDisruptionBudget']>;
export type PodTemplateSpec = InstanceType<Client['V1PodTemplateSpec']>;
export type ReplicaSet = InstanceType<Client['V1ReplicaSet']>;
export type StatefulSet = InstanceType<Client['V1StatefulSet']>;
export type StorageClass = InstanceType<Client['V1StorageClass']>;
