import type { Duration, Size } from 'cdk8s';
import type { Availability } from '../../manifests/annotations';
import type { Replication } from '../parts/accept';
import type { ImageProps } from '../parts/image';
import type { PlatformFacts } from '../parts/platform-facts';
import type { Resources } from '../parts/resources';
import type { ServicePort } from '../parts/service-port';
import type { EnvValue } from './env';
import type { SecretFiles } from './volumes';

/** What a stateless HTTP service needs: these, and how many pods. */
export type WebServiceProps<Port extends string = string> = WebServiceOptions<Port> & Replication;

/** What a stateless HTTP service needs beside how many pods. */
export interface WebServiceOptions<Port extends string = string> extends ImageProps {
  /** Where it runs. */
  readonly platform: PlatformFacts;

  /** The name of its Deployment and Service, and the value of `app` in its selector: it can't change later. */
  readonly name: string;

  /** Its ports by name; the first one is asked whether the container is up. None for a worker that nobody connects to. */
  readonly ports: Readonly<Record<Port, number>>;

  /** What each of them asks for. */
  readonly resources: Resources;

  /**
   * The path that answers 2xx or 3xx when the container can serve. It should look at the container alone: one that asks the database takes
   * every pod out of service at once when the database is slow.
   *
   * @default none: that the first port accepts connections is enough
   */
  readonly health?: string;

  /**
   * The container's arguments.
   *
   * @default the image's
   */
  readonly args?: readonly string[];

  /**
   * Environment variables: values, `{ config: 'key' }` for a key of `config`, or `{ secret: 'name', key: 'key' }`. No secret as a value: a
   * manifest is no place for one; and `secretFiles` is better where the program can read a file.
   *
   * @default none
   */
  readonly env?: Readonly<Record<string, EnvValue>>;

  /**
   * Its configuration: files by name, below `/etc/<name>`. A change rolls out like a new image, and `kubectl rollout undo` takes it back.
   *
   * @default none
   */
  readonly config?: Readonly<Record<string, string>>;

  /**
   * Keys of Secrets as files, by the folder in which they stand. A changed Secret reaches the files without a restart.
   *
   * @default none
   */
  readonly secretFiles?: Readonly<Record<string, SecretFiles>>;

  /**
   * The folders that it may write to, and how much: all else is read-only, and all is gone with the pod.
   *
   * @default /tmp, 64 MiB
   */
  readonly writable?: Readonly<Record<string, Size>>;

  /**
   * The user and group that its processes run as; not 0.
   *
   * @default 10001: above 10000, so that it is no user of the node either
   */
  readonly uid?: number;

  /**
   * For how long it goes on serving after it was told to end: the time in which routers and load balancers hear of it.
   *
   * @default 20 seconds
   */
  readonly drain?: Duration;

  /**
   * From when it was told to end until it is killed: the drain, and then the time for what it still has to answer.
   *
   * @default 60 seconds
   */
  readonly gracePeriod?: Duration;

  /**
   * The availability that it promises, such as `99.95%`.
   *
   * @default none
   */
  readonly availability?: Availability;

  /**
   * What it connects to and is down without. Being handed a port opens the way to it.
   *
   * @default none: it can look up names and connect to nothing
   */
  readonly dependsOn?: readonly ServicePort[];
}
