import type { Construct } from 'constructs';
import { isConfigKey, isDnsLabel } from '../../manifests/names';
import { requireObjectName } from '../parts/object-name';
import { entriesOf, isPlain } from '../parts/record';
import { refuse } from '../parts/refuse';
import { shown } from '../parts/shown';
import { CLUSTER_PRIVILEGES, type ClusterPrivilege, INDEX_PRIVILEGES, type IndexPrivilege } from './privileges';
import type { Credentials } from './security';

/** What a client may do with indices. */
export interface IndexAccess {
  /** The names of indices, aliases and data streams, with `*` for any characters: `shop-*`. */
  readonly names: readonly string[];

  /** What it may do with them. */
  readonly privileges: readonly IndexPrivilege[];
}

/**
 * A user for one client, with a role of its own: what it may do, and nothing else. Its password is in a Secret that the client and the nodes mount.
 *
 * @see docs/elasticsearch-users.md
 */
export interface Login {
  /**
   * What it may do with indices.
   *
   * @default none
   */
  readonly indices?: readonly IndexAccess[];

  /**
   * What it may do with the cluster: names of privileges, or of actions such as `cluster:admin/snapshot/restore`.
   *
   * @default none
   */
  readonly cluster?: readonly ClusterPrivilege[];

  /**
   * The Secret with its password.
   *
   * @default `<name>-<login>`, such as `elasticsearch-backend`
   */
  readonly secret?: string;

  /**
   * The key of the Secret that the client logs in with. Nodes accept each key of it: `password` for the user named like the login, `password-2` for the
   * user `<login>-2`, with the same role. So a new password is added, the client moves to it in a rollout, and the old one is removed.
   *
   * @default 'password'
   */
  readonly key?: string;
}

/** The user by which the scripts in a pod log in to its node. */
export const NODE_USER = 'nines-node';

/** The user of the restore drill, and what its objects' names end in: `elasticsearch-restore-drill`. */
export const DRILL = 'restore-drill';

const KEY = 'password';
// Roles of Elasticsearch's own, which a file can't define; its own users, whose realm answers before that of files; and our own.
const RESERVED = ['superuser', 'editor', 'viewer', 'elastic', 'kibana', NODE_USER, DRILL];
// The volume `login-<name>` has a name of at most 63 characters.
const LONGEST = 57;
// Secrets of the cluster: elasticsearch-password and so on.
const TAKEN = ['password', 'ca', 'http-tls', 'transport-tls'];

/** The credentials of a login's client. @param cluster the name of the cluster */
export function credentialsOf(cluster: string, name: string, { secret, key = KEY }: Login): Credentials {
  return { username: `${name}${key.slice(KEY.length)}`, password: { secret: secret ?? secretOf(cluster, name), key } };
}

/** The Secret of a login. */
export function secretOf(cluster: string, name: string, { secret = `${cluster}-${name}` }: Login = {}): string {
  return secret;
}

/** Refuses logins with invalid names, without privileges, or with all. */
export function requireLogins(construct: Construct, logins: Readonly<Record<string, Login>> | undefined): void {
  for (const [name, login] of entriesOf(
    construct,
    'logins',
    logins,
    "{ backend: { indices: [{ names: ['shop-*'], privileges: ['read'] }] } }",
  )) {
    const setting = `logins.${name}`;
    if (!isDnsLabel(name) || name.length > LONGEST || [...RESERVED, ...TAKEN].includes(name)) {
      const message = `must have names of at most ${LONGEST} lower-case letters, digits and '-' that Elasticsearch and its Secrets don't use, got ${shown(name)}`;
      refuse(construct, { setting: 'logins', message, fix: 'write the name of the client, such as backend' });
    } else if (!isPlain(login as unknown) || (isEmpty(login.indices) && isEmpty(login.cluster))) {
      const message = `must have privileges for indices or the cluster, got ${shown(login)}`;
      refuse(construct, { setting, message, fix: "write { indices: [{ names: ['shop-*'], privileges: ['read'] }] }" });
    } else requireLogin(construct, setting, login);
  }
  requireDistinctUsers(construct, Object.keys(isPlain(logins) ? logins : {}));
}

/** Refuses names where a key of one login's Secret, such as `password-2`, could name the user of another. */
function requireDistinctUsers(construct: Construct, names: readonly string[]): void {
  for (const name of names) {
    const other = [...names, NODE_USER, DRILL].find((it) => it.startsWith(`${name}-`));
    if (other === undefined) continue;
    const message = `must not begin with each other, got ${shown(name)} and ${shown(other)}: a key of the first one's Secret would be the second`;
    refuse(construct, { setting: 'logins', message, fix: 'rename one of them' });
  }
}

function requireLogin(construct: Construct, setting: string, { indices = [], cluster = [], secret, key = KEY }: Login): void {
  if (secret !== undefined) requireObjectName(construct, `${setting}.secret`, secret, 'Secret');
  if (!isConfigKey(key) || !/^password(-|$)/.test(key)) {
    refuse(construct, {
      setting: `${setting}.key`,
      message: `must be password or begin with password-, got ${shown(key)}`,
      fix: 'write password-2',
    });
  }
  requirePrivileges(construct, `${setting}.cluster`, cluster, (it) => CLUSTER_PRIVILEGES.includes(it as never) || isAction(it));
  const list: readonly Partial<IndexAccess>[] = Array.isArray(indices) ? indices : [{}];
  for (const [index, access] of list.entries()) {
    const at = `${setting}.indices[${index}]`;
    const { names, privileges } = isPlain(access) ? access : {};
    if (isEmpty(names) || !names?.every((it) => typeof it === 'string' && it.trim() !== '')) {
      const message = `must be names of indices, got ${shown(names)}`;
      refuse(construct, { setting: `${at}.names`, message, fix: "write a list such as ['shop-*']" });
    }
    requirePrivileges(construct, `${at}.privileges`, isEmpty(privileges) ? undefined : privileges, (it) =>
      INDEX_PRIVILEGES.includes(it as never),
    );
  }
}

function isEmpty(list: readonly unknown[] | undefined): boolean {
  return !Array.isArray(list) || list.length === 0;
}

function isAction(name: unknown): boolean {
  return typeof name === 'string' && /^cluster:[a-z_]+(\/[a-z_]+)+$/.test(name) && !name.startsWith('cluster:admin/xpack/security/');
}

function requirePrivileges(
  construct: Construct,
  setting: string,
  list: readonly unknown[] | undefined,
  isKnown: (it: unknown) => boolean,
): void {
  const unknown = Array.isArray(list) ? list.filter((it) => !isKnown(it)) : [list];
  if (unknown.length === 0) return;
  const message = `must be privileges of Elasticsearch, got ${unknown.map(shown).join(', ')}`;
  refuse(construct, { setting, message, fix: "write a list such as ['read']; docs/elasticsearch-users.md lists them" });
}
