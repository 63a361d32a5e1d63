import type { Duration, Size } from 'cdk8s';
import type { Accept, Availability } from '../../manifests/annotations';
import type { PlatformFacts } from '../parts/platform-facts';
import type { Resources } from '../parts/resources';
import type { ServiceAccountOptions } from '../parts/service-account';
import type { ElasticsearchExtensions } from './extensions';
import type { IndexOptions } from './index-settings';
import type { Login } from './logins';
import type { PodOptions } from './pod-options';
import type { ExtraRole } from './roles';
import type { SecureSettings } from './secure-settings';
import type { Credentials, Security } from './security';
import type { Snapshots } from './snapshots';

/** The props of an Elasticsearch cluster, with its masters. */
export type ElasticsearchProps<Name extends string = string> = ElasticsearchOptions<Name> & Masters;

/** Three or more masters, or a single one with a reason. */
export type Masters = MasterQuorum | SingleMaster;

/** A cluster that survives the loss of a minority of its masters. */
export interface MasterQuorum {
  /** The number of master-eligible nodes, odd so that a majority is possible. Each of them also holds data. */
  readonly masters: 3 | 5 | 7;

  readonly accept?: never;
  readonly because?: never;
}

/** A single node: a single point of failure, on purpose. */
export interface SingleMaster extends Accept<'single-replica'> {
  readonly masters?: never;
}

/** The props of an Elasticsearch cluster, without its masters. */
export interface ElasticsearchOptions<Name extends string = string>
  extends PodOptions,
    ElasticsearchExtensions,
    ServiceAccountOptions,
    IndexOptions {
  /** The platform that it runs on. */
  readonly platform: PlatformFacts;

  /**
   * The name of its StatefulSet and Service, the value of `app` in its selector, and the prefix of the names of its pods, claims, Secrets and
   * policies. It can't change later, and is unique in its chart.
   *
   * @default 'elasticsearch'
   */
  readonly name?: string;

  /**
   * What its nodes do beside electing a master, holding data and ingesting.
   *
   * @default none
   */
  readonly extraRoles?: readonly ExtraRole[];

  /** The StorageClass of its volumes. */
  readonly storageClassName: string;

  /** Its version, 8.19.x or 9.x. */
  readonly version: string;

  /** The size of each node's volume. It can grow later, but not shrink. */
  readonly storage: Size;

  /**
   * The resources that each node requests.
   *
   * @default 500m CPU, 2 GiB
   */
  readonly resources?: Resources;

  /**
   * Less than 2 GiB of memory for each node, 1 GiB at least. Such a node runs with a heap of 40% of it, and is killed when what Java needs outside of the heap
   * grows beyond the rest: with large requests, many shards, or during merges.
   *
   * @default none: less than 2 GiB is refused
   */
  readonly memory?: Accept<'small-memory'>;

  /**
   * The Java heap of each node, at most half of its memory.
   *
   * @default derived by Elasticsearch from the memory and the roles of a node
   */
  readonly heap?: Size;

  /**
   * How it maps its files into memory.
   *
   * `off` works everywhere, and costs speed with large indices. `prepared-nodes` requires nodes with a `vm.max_map_count` of 262144 or more (1048576
   * is recommended), which the images of EKS have. An init container can raise it, but must be privileged, and so the whole namespace must allow privileged pods. That requires a
   * reason. It then also sets `net.ipv4.tcp_retries2` of the pod to 5.
   *
   * @default 'prepared-nodes' if the `maxMapCount` of the platform allows it, as that of `Platform.aws` does; else 'off'
   */
  readonly mmap?: 'off' | 'prepared-nodes' | Accept<'privileged-init-container'>;

  /**
   * How long a node waits for another one to respond to a check. It takes a node for lost after three checks without a response, so a lost master is
   * noticed after about three times as long. A shorter one is a trade: a node that hangs for as long, in garbage collection or while its machine moves,
   * is removed and has to rejoin. Elastic advises against it, and recommends `net.ipv4.tcp_retries2=5` instead, by which nodes notice a dead machine
   * sooner than by any check: docs/elasticsearch-failures.md. Choose this where you can't have that.
   *
   * @default 10 seconds, Elasticsearch's
   */
  readonly checkTimeout?: Duration;

  /**
   * TLS and passwords.
   *
   * @default TLS by cert-manager, and the password in the Secret `<name>-password`
   */
  readonly security?: Security;

  /**
   * Its clients by name, each with what it may do: `{ backend: { indices: [{ names: ['shop-*'], privileges: ['read', 'write'] }] } }`. The nodes know them
   * from files, so nothing has to be created in Elasticsearch. `elasticsearch.logins.backend` is what the client is given.
   *
   * @default none
   */
  readonly logins?: Readonly<Record<Name, Login>>;

  /**
   * The credentials in `http`, for a user that you create in Elasticsearch yourself. Prefer `logins`.
   *
   * @default none: the superuser is for people
   */
  readonly clientCredentials?: Credentials;

  /**
   * The number of replica shards for each primary. Elasticsearch reads it from each index; here it tells the proof what to assume.
   *
   * @default 1
   */
  readonly indexReplicas?: number;

  /**
   * More settings of `elasticsearch.yml` by name, such as `s3.client.default.endpoint`. Secrets and settings that the construct sets or relies on are
   * refused.
   *
   * @default none
   */
  readonly settings?: Readonly<Record<string, string>>;

  /**
   * Secret settings for Elasticsearch's keystore, such as the keys of a snapshot repository. Each pod fills the keystore when it starts.
   *
   * @default none
   */
  readonly secureSettings?: SecureSettings;

  /**
   * Its snapshots, or `{ accept: 'no-backup', because: '...' }` for data that can be made again.
   *
   * @default none
   */
  readonly snapshots?: Snapshots | Accept<'no-backup'>;

  /**
   * Its `cluster.name`. It can't change later: nodes with another one can't join.
   *
   * @default the namespace; if `name` is set, `<namespace>-<name>`
   */
  readonly clusterName?: string;

  /**
   * The repository of the image, without a version.
   *
   * @default 'docker.elastic.co/elasticsearch/elasticsearch'
   */
  readonly imageRepository?: string;

  /**
   * The digest of the image, `sha256:` and 64 hexadecimal digits, so that a registry can't serve another one.
   *
   * @default none: Elastic never moves the tag of a release
   */
  readonly imageDigest?: string;

  /**
   * The names of Secrets of type `kubernetes.io/dockerconfigjson` for a private registry.
   *
   * @default none: a public image
   */
  readonly imagePullSecrets?: readonly string[];

  /**
   * A change of `masters` that requires manual steps, before or after it: see docs/elasticsearch-size.md. The reason is valid for one
   * change.
   *
   * @default none: such a change is refused
   */
  readonly resize?: Accept<'fewer-masters' | 'restart-by-hand'>;

  /**
   * Two zones hold three masters as 2/1, so the cluster stops when the zone with two of them is lost: accepted, with a reason. Anywhere else it is refused.
   * A third place for a master, however small, is the alternative: docs/elasticsearch-node-sets.md, "Two zones".
   *
   * @default none: masters whose majority a zone takes with it are refused
   */
  readonly zoneLoss?: Accept<'larger-zone'>;

  /**
   * The availability that it promises, such as `99.95%`.
   *
   * @default none
   */
  readonly availability?: Availability;
}
