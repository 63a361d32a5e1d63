import type { Size } from 'cdk8s';
import type { Accept, Availability } from '../../manifests/annotations';
import type { PlatformFacts } from '../parts/platform-facts';
import type { Resources } from '../parts/resources';
import type { Credentials, Security } from './security';

/** What an Elasticsearch cluster needs: these, and how many masters. */
export type ElasticsearchProps = ElasticsearchOptions & Masters;

/** Three or more masters, of which a minority may fail, or a single one with a reason. */
export type Masters = MasterQuorum | SingleMaster;

/** A cluster that survives the loss of a minority of its masters. */
export interface MasterQuorum {
  /** How many nodes can be elected: an odd number, for a majority. Each of them holds data as well. */
  readonly masters: 3 | 5 | 7;

  readonly accept?: never;
  readonly because?: never;
}

/** One node: a single point of failure, on purpose. */
export interface SingleMaster extends Accept<'single-replica'> {
  readonly masters?: never;
}

/** Where the values of secure settings are. */
export interface SecureSettings {
  /** The name of a Secret in the application's namespace. */
  readonly secret: string;

  /** Its keys, each named as its setting is: `s3.client.default.access_key`. */
  readonly settings: readonly string[];
}

/** What an Elasticsearch cluster needs beside how many masters. */
export interface ElasticsearchOptions {
  /** Where it runs. */
  readonly platform: PlatformFacts;

  /**
   * The name of its StatefulSet and Service, the value of `app` in its selector, and the beginning of the names of its pods, volumes, Secrets and
   * policies: it can't change later. A second Elasticsearch in a chart needs another one.
   *
   * @default 'elasticsearch'
   */
  readonly name?: string;

  /** The StorageClass of its volumes. */
  readonly storageClassName: string;

  /** Its version, 8.19.x or 9.x. */
  readonly version: string;

  /** The size of each node's volume. It may grow later, never shrink. */
  readonly storage: Size;

  /**
   * What each node asks for.
   *
   * @default half a processor, 2 GiB
   */
  readonly resources?: Resources;

  /**
   * The Java heap of each node, half of its memory at most.
   *
   * @default as Elasticsearch derives it from the memory and the roles of a node
   */
  readonly heap?: Size;

  /**
   * How it maps its files into memory.
   *
   * `off` runs anywhere. `prepared-nodes` is faster on large indices and needs nodes with `vm.max_map_count` of 262144 or more (1048576 is
   * recommended). An init container that raises it needs privileges, and with it the whole namespace: hence the reason.
   *
   * @default 'off'
   */
  readonly mmap?: 'off' | 'prepared-nodes' | Accept<'privileged-init-container'>;

  /**
   * Who may connect, and how nodes and clients know whom they talk to.
   *
   * @default TLS by cert-manager, and the password in the Secret `<name>-password`
   */
  readonly security?: Security;

  /**
   * What clients log in with: a user that you made, with no more rights than they need.
   *
   * @default the superuser `elastic`
   */
  readonly clientCredentials?: Credentials;

  /**
   * How many copies of a shard the indices have beside the primary. Elasticsearch takes it from each index; here it says what to reckon with.
   *
   * @default 1
   */
  readonly indexReplicas?: number;

  /**
   * Further settings of `elasticsearch.yml` by their names, such as `s3.client.default.endpoint`; none that the construct decides or relies
   * on, and no secret.
   *
   * @default none
   */
  readonly settings?: Readonly<Record<string, string>>;

  /**
   * Settings that are secrets and belong in Elasticsearch's keystore, such as a snapshot repository's keys. It is filled when a pod starts.
   *
   * @default none
   */
  readonly secureSettings?: SecureSettings;

  /**
   * Its `cluster.name`. It can't change later: a node with another can't join.
   *
   * @default the namespace; with a `name` of its own, the namespace and that: `shop-logs`
   */
  readonly clusterName?: string;

  /**
   * Where the image comes from, without a version.
   *
   * @default 'docker.elastic.co/elasticsearch/elasticsearch'
   */
  readonly imageRepository?: string;

  /**
   * The digest of that version's image, `sha256:` and 64 hexadecimal digits, so that a registry can't hand over another.
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
   * A step to another number of masters that needs your hands, before it or after: docs/elasticsearch.md, "Change its size". The reason holds for
   * one step.
   *
   * @default none: such a step is refused
   */
  readonly resize?: Accept<'fewer-masters' | 'restart-by-hand'>;

  /**
   * The availability that it promises, such as `99.95%`.
   *
   * @default none
   */
  readonly availability?: Availability;
}
