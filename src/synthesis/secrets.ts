import { kubectlFor } from '../manifests/kubectl';
import type { ObjectIndex } from '../manifests/object-index';
import { type SecretReference, type SecretType, secretReferencesOf } from '../manifests/secret-references';
import { Secrets } from '../manifests/secrets';

/** A Secret that manifests refer to and that must be created by hand, because manifests never contain secret values. */
export interface RequiredSecret {
  readonly namespace: string;
  readonly name: string;
  readonly type: SecretType;

  /** The keys that are read, sorted; empty if a container reads all of them. */
  readonly keys: readonly string[];
}

/** The Secrets that the manifests refer to, except those that they contain or that a controller creates from them; by namespace and name. */
export function requiredSecrets(index: ObjectIndex): RequiredSecret[] {
  const secrets = new Secrets(index.objects);
  const found = new Map<string, RequiredSecret>();
  for (const reference of index.objects.flatMap(secretReferencesOf)) {
    const { namespace, name, secretType: type, optional } = reference;
    if (optional || secrets.find(namespace, name)) continue;
    const id = `${namespace}/${name}`;
    const keys = [...new Set([...(found.get(id)?.keys ?? []), ...keysOf(reference)])].sort();
    found.set(id, { namespace, name, type, keys });
  }
  return [...found.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, secret]) => secret);
}

function keysOf({ secretType, keys }: SecretReference): readonly string[] {
  if (secretType === 'kubernetes.io/tls') return ['tls.crt', 'tls.key'];
  return secretType === 'kubernetes.io/dockerconfigjson' ? ['.dockerconfigjson'] : keys.flatMap((key) => key.text() ?? []);
}

/**
 * The command that creates it, safe to paste as it is: a password is generated, and any other value makes the shell stop at an unset variable, or
 * kubectl at a missing file. Values come by standard input, since arguments are in the list of processes.
 *
 * @param context the kubeconfig context of the environment. Default: whatever is current
 */
export function createSecretLine({ namespace, name, type, keys }: RequiredSecret, context?: string): string {
  const create = `${kubectlFor(context)} --namespace ${namespace} create secret`;
  const generic = `${create} generic ${name}`;
  if (type === 'kubernetes.io/tls') return `${create} tls ${name} --cert=tls.crt --key=tls.key`;
  if (type === 'kubernetes.io/dockerconfigjson') {
    return `${dockerConfig(name)} | ${generic} --type=${type} --from-file=.dockerconfigjson=/dev/stdin`;
  }
  if (keys.length === 0) return `${generic} --from-env-file=${name}.env`;
  if (keys.some((key) => FILE.test(key))) return `${generic} ${keys.map((key) => `--from-file=${key}`).join(' ')}`;
  const set = keys.filter((key) => !PASSWORD.test(key)).map((key) => required(variable(name, key)));
  const isSet = set.length > 0 ? `: ${set.join(' ')} && ` : '';
  return `${isSet}${valuesOf(name, keys)} | ${generic} ${keys.length === 1 ? `--from-file=${keys[0]}=/dev/stdin` : '--from-env-file=/dev/stdin'}`;
}

const PASSWORD = /password/i;

/** What has several lines, or is no text. */
const FILE = /file$|\.(crt|jks|json|key|p12|pem|properties|ya?ml)$/i;

/** The command that prints the value of the only key, or a line `key=value` for each. */
function valuesOf(name: string, keys: readonly string[]): string {
  if (keys.length === 1 && PASSWORD.test(keys[0] ?? '')) return "openssl rand -base64 24 | tr -d '\\n'";
  const format = keys.length === 1 ? '%s' : keys.map((key) => `${key}=%s\\n`).join('');
  const values = keys.map((key) => (PASSWORD.test(key) ? '"$(openssl rand -base64 24)"' : `"$${variable(name, key)}"`));
  return `printf '${format}' ${values.join(' ')}`;
}

/**
 * The command that prints the login of a registry as the JSON that the kubelet reads, in base64 so that no character of a password needs an escape.
 * `kubectl create secret docker-registry` would take the password as an argument.
 */
function dockerConfig(name: string): string {
  const variables = ['server', 'username', 'password'].map((key) => variable(name, key));
  const [server, username, password] = variables;
  const auth = `"$(printf '%s:%s' "$${username}" "$${password}" | base64 | tr -d '\\n')"`;
  return `: ${variables.map(required).join(' ')} && printf '{"auths":{"%s":{"auth":"%s"}}}' "$${server}" ${auth}`;
}

/** A variable of the shell that must be set. */
function required(variable: string): string {
  return `"\${${variable}:?}"`;
}

/** The variable of the shell for the key `user` of the Secret `login`: `LOGIN_USER`. */
function variable(secret: string, key: string): string {
  return `${secret}_${key}`
    .replace(/\W/g, '_')
    .replace(/^(?=\d)/, '_')
    .toUpperCase();
}
