import { InputError, InputErrors } from '../manifests/input-error';
import { append } from '../manifests/multimap';
import { exists } from '../manifests/read';
import { readText } from '../manifests/text';
import { isObject, type JsonObject, textAt } from '../manifests/value';
import { mustBe } from '../manifests/words';
import { parseYaml } from '../manifests/yaml';
import { Given } from './given';
import { jsonTexts, type TextPart } from './json-texts';

/** What kubectl printed about a cluster, by kind. */
export interface ClusterObjects {
  readonly nodes: readonly Given[];
  readonly pods: readonly Given[];

  /** Karpenter's. */
  readonly nodePools: readonly Given[];

  /** Cluster API's. */
  readonly machineDeployments: readonly Given[];

  /** The outputs of `kubectl version -o json`. */
  readonly versions: readonly Given[];

  /** The number of objects of other kinds. */
  readonly others: ReadonlyMap<string, number>;
}

const NODES = 'pipe the output of kubectl get nodes -o json';

/** The output of `kubectl get pods -A -o json` in a large cluster is larger than any manifest. */
const MOST_MEBIBYTES = 384;

/**
 * Reads what kubectl printed: JSON or YAML, lists or single objects, several in one stream.
 *
 * @param files empty: standard input, which `-` means too
 * @throws InputErrors with everything that isn't a Kubernetes object
 */
export function readObjects(files: readonly string[]): ClusterObjects {
  const reading = new Reading();
  for (const file of files.length === 0 ? ['-'] : files) reading.file(file);
  return reading.end();
}

/** The kinds that are read, with their API groups: other programs have kinds of the same names. */
const kinds: Readonly<Record<string, string>> = {
  Node: '',
  Pod: '',
  NodePool: 'karpenter.sh',
  MachineDeployment: 'cluster.x-k8s.io',
};

class Reading {
  private readonly found = new Map<string, Given[]>();
  private readonly others = new Map<string, number>();
  private readonly errors: InputError[] = [];

  file(path: string): void {
    const name = path === '-' ? 'standard input' : path;
    try {
      if (path !== '-' && !exists(path)) throw new InputError(`no such file: ${path}`, 'check the path');
      const text = readText(path === '-' ? 0 : path, name, MOST_MEBIBYTES);
      const parts = jsonTexts(text);
      if (parts.length === 0) throw new InputError('empty', NODES, { file: name });
      for (const part of parts) this.part(part, name);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      this.errors.push(error);
    }
  }

  /** JSON as it comes from kubectl is parsed by the fast parser, and located by the one that knows lines only where something is wrong with it. */
  private part(part: TextPart, file: string): void {
    const padded = () => parseYaml('\n'.repeat(part.line) + ' '.repeat(part.column) + part.text, file);
    const value = parsedJson(part.text);
    if (value !== undefined) this.value(new Given(value, file, (path) => padded()[0]?.locate(path)));
    else for (const source of padded()) if (source.value !== null) this.value(new Given(source.value, file, (path) => source.locate(path)));
  }

  private value(given: Given, list: { readonly kind: string; readonly group: string } = { kind: '', group: '' }): void {
    const { value } = given;
    if (Array.isArray(value)) {
      for (const index of value.keys()) this.value(given.at([index]));
      return;
    }
    if (!isObject(value)) throw new InputError(mustBe('a Kubernetes object', value), NODES, given.place());
    // The items of a NodeList of the API itself have neither kind nor version.
    const kind = textAt(value, 'kind') ?? list.kind.replace(/List$/, '');
    const version = textAt(value, 'apiVersion');
    const group = version === undefined ? list.group : version.slice(0, Math.max(0, version.indexOf('/')));
    if (kind === '' && isVersion(value)) {
      append(this.found, 'Version', given);
      return;
    }
    if (kind === '') throw new InputError("not a Kubernetes object: 'kind' is missing", NODES, given.place());
    const { items } = value;
    if (kind.endsWith('List') && Array.isArray(items)) {
      for (const index of items.keys()) this.value(given.at(['items', index]), { kind: kind === 'List' ? '' : kind, group });
    } else if (Object.hasOwn(kinds, kind) && kinds[kind] === group) append(this.found, kind, given);
    else this.others.set(kind, (this.others.get(kind) ?? 0) + 1);
  }

  end(): ClusterObjects {
    if (this.errors.length > 0) throw InputErrors.of(this.errors);
    const of = (kind: string) => this.found.get(kind) ?? [];
    return {
      nodes: of('Node'),
      pods: of('Pod'),
      nodePools: of('NodePool'),
      machineDeployments: of('MachineDeployment'),
      versions: of('Version'),
      others: this.others,
    };
  }
}

function isVersion(value: JsonObject): boolean {
  return isObject(value['clientVersion']) || isObject(value['serverVersion']);
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
