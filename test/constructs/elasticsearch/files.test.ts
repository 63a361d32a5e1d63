import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Pod, underEveryShell } from './pod';

// Real processes on a machine that may be busy.
jest.setTimeout(120_000);

const password = 'a "quoted" \\ $password: é%';
const roles = 'nines-node:\n  indices: []\nbackend:\n  cluster: [monitor]\n';

/** A pod that mounts roles and one login. */
function mounting(pod: Pod) {
  const mounted = (name: string) => join(pod.root, 'mnt', name);
  mkdirSync(mounted('files'), { recursive: true });
  mkdirSync(mounted('logins/backend'), { recursive: true });
  writeFileSync(mounted('files/roles.yml'), roles);
  writeFileSync(mounted('logins/backend/password'), `${password}\n`);
  const environment = { FILES_PATH: mounted('files'), LOGINS_PATH: mounted('logins') };
  return {
    mounted,
    environment,
    sync: () => pod.run('files.sh', environment),
    read: (name: string) => readFileSync(join(pod.config, name), 'utf8'),
  };
}

/** Whether a hash is that of a password, as Elasticsearch's hasher SSHA256 verifies it. */
function isHashOf(hash: string, text: string): boolean {
  const [, salt = '', digest] = /^\{SSHA256\}(.{12})(.*)$/.exec(hash) ?? [];
  return createHash('sha256').update(text).update(Buffer.from(salt, 'base64')).digest('base64') === digest;
}

const usersIn = (text: string) =>
  Object.fromEntries(
    text
      .trim()
      .split('\n')
      .map((line) => line.split(/:(.*)/s) as [string, string]),
  );

test('writes the users with hashed passwords, and their roles', () =>
  underEveryShell(async (pod) => {
    const { sync, read } = mounting(pod);
    expect(await sync()).toEqual({ code: 0, output: '' });
    const users = usersIn(read('users'));
    expect(Object.keys(users)).toEqual(['nines-node', 'backend']);
    expect(isHashOf(users['backend'] ?? '', password)).toBe(true);
    expect(isHashOf(users['backend'] ?? '', `${password} `)).toBe(false);
    expect(isHashOf(users['nines-node'] ?? '', readFileSync(join(pod.private, 'node-password'), 'utf8').trim())).toBe(true);
    expect(read('users_roles')).toBe('remote_monitoring_collector:nines-node\nnines-node:nines-node\nbackend:backend\n');
    expect(read('roles.yml')).toBe(roles);
    for (const file of [join(pod.config, 'users'), join(pod.private, 'node-password')]) expect(statSync(file).mode & 0o777).toBe(0o600);
  }));

test('knows both users while one password replaces the other, and then the new one alone', () =>
  underEveryShell(async (pod) => {
    const { sync, read, mounted } = mounting(pod);
    await sync();
    writeFileSync(mounted('logins/backend/password-2'), 'new');
    await sync();
    const both = usersIn(read('users'));
    expect(Object.keys(both)).toEqual(['nines-node', 'backend', 'backend-2']);
    expect([isHashOf(both['backend'] ?? '', password), isHashOf(both['backend-2'] ?? '', 'new')]).toEqual([true, true]);
    expect(read('users_roles')).toMatch(/\nbackend:backend\nbackend:backend-2\n$/);
    rmSync(mounted('logins/backend/password'));
    await sync();
    expect(Object.keys(usersIn(read('users')))).toEqual(['nines-node', 'backend-2']);
  }));

test('writes nothing where nothing has changed, and no other password for its own user', () =>
  underEveryShell(async (pod) => {
    const { sync, read, mounted } = mounting(pod);
    await sync();
    const before = read('users');
    await sync();
    expect(read('users')).toBe(before);
    const own = readFileSync(join(pod.private, 'node-password'), 'utf8');
    writeFileSync(mounted('files/roles.yml'), `${roles}# changed\n`);
    await sync();
    expect(read('roles.yml')).toBe(`${roles}# changed\n`);
    expect(readFileSync(join(pod.private, 'node-password'), 'utf8')).toBe(own);
  }));

test('leaves out a user without a password, and a login whose Secret is missing', () =>
  underEveryShell(async (pod) => {
    const { sync, read, mounted } = mounting(pod);
    writeFileSync(mounted('logins/backend/password'), '\n');
    mkdirSync(mounted('logins/missing'));
    writeFileSync(mounted('logins/backend/other'), 'no password by its name');
    expect(await sync()).toEqual({ code: 0, output: "files.sh: the password of backend is empty: it can't log in\n" });
    expect(Object.keys(usersIn(read('users')))).toEqual(['nines-node']);
  }));

test('start.sh writes them again, since an init container may have replaced them', () =>
  underEveryShell(async (pod) => {
    const { sync, read, environment } = mounting(pod);
    await sync();
    writeFileSync(join(pod.config, 'users'), '');
    mkdirSync(join(pod.data, '_state'));
    expect((await pod.run('start.sh', environment)).code).toBe(0);
    expect(Object.keys(usersIn(read('users')))).toEqual(['nines-node', 'backend']);
  }));

test('ready.sh writes what has changed, and goes on where it can’t', () =>
  underEveryShell(async (pod) => {
    const { sync, read, mounted, environment } = mounting(pod);
    await sync();
    writeFileSync(mounted('files/roles.yml'), `${roles}# changed\n`);
    const probe = { ...environment, CLIENT_NAME: '127.0.0.5', HTTP_PORT: '9200' };
    const none = 'ready.sh: in no cluster with an elected master\n';
    expect(await pod.run('ready.sh', probe)).toEqual({ code: 1, output: none });
    expect(read('roles.yml')).toContain('# changed');
    rmSync(mounted('files/roles.yml'));
    const { output } = await pod.run('ready.sh', probe);
    expect(output).toMatch(/roles.yml[^\n]*\nready.sh: could not update the users' files: keeping the old ones\nready.sh: in no cluster/);
    expect(Object.keys(usersIn(read('users')))).toEqual(['nines-node', 'backend']);
  }));

/** What Elasticsearch finds in the file of settings. */
interface Written {
  readonly metadata: { readonly version: string; readonly compatibility: string };
  readonly state: unknown;
}

/** A pod that mounts a declaration as well. */
function declaring(pod: Pod) {
  const mounts = mounting(pod);
  const declare = (state: object) => writeFileSync(mounts.mounted('files/state.json'), `${JSON.stringify(state, null, 2)}\n`);
  return { ...mounts, declare, written: () => JSON.parse(mounts.read('operator/settings.json')) as Written };
}

test('writes what is declared with the time as its version, and a change with a later one', () =>
  underEveryShell(async (pod) => {
    const { sync, declare, written, read } = declaring(pod);
    const before = Math.floor(Date.now() / 1000);
    declare({ slm: { nightly: { name: '<nightly-{now/d}>', schedule: '0 30 1 * * ?' } } });
    expect(await sync()).toEqual({ code: 0, output: '' });
    const first = written();
    expect(first.state).toEqual({ slm: { nightly: { name: '<nightly-{now/d}>', schedule: '0 30 1 * * ?' } } });
    expect(first.metadata.compatibility).toBe('8.19.0');
    expect(Number(first.metadata.version)).toBeGreaterThanOrEqual(before);

    const text = read('operator/settings.json');
    await sync();
    expect(read('operator/settings.json')).toBe(text);

    // However soon it comes.
    declare({ ilm: {} });
    await sync();
    const second = written();
    declare({});
    await sync();
    expect([second.state, written().state]).toEqual([{ ilm: {} }, {}]);
    const versions = [first, second, written()].map(({ metadata }) => Number(metadata.version));
    expect(new Set(versions).size).toBe(3);
    expect(versions).toEqual(versions.toSorted((one, other) => one - other));
  }));

test('a changed password or role writes no other version of what is declared', () =>
  underEveryShell(async (pod) => {
    const { sync, declare, read, mounted } = declaring(pod);
    declare({ ilm: {} });
    await sync();
    const text = read('operator/settings.json');
    await new Promise((done) => setTimeout(done, 1100));
    writeFileSync(mounted('logins/backend/password-2'), 'new');
    await sync();
    expect(read('users')).toContain('backend-2:');
    expect(read('operator/settings.json')).toBe(text);
  }));

test('writes what is declared without security, and nothing where nothing is', () =>
  underEveryShell(async (pod) => {
    const { sync, declare, written, mounted } = declaring(pod);
    await sync();
    expect(existsSync(join(pod.config, 'operator'))).toBe(false);
    declare({ ilm: {} });
    expect(await pod.run('files.sh', { FILES_PATH: mounted('files') })).toEqual({ code: 0, output: '' });
    expect(written().state).toEqual({ ilm: {} });
  }));
