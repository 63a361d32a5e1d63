import { leaves, type Path, replaced } from './tree';

/** A manifest as plain data. */
export interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly [field: string]: unknown;
}

/** One mistake in some manifests. */
export interface Mutation {
  readonly what: 'reference' | 'port' | 'object' | 'unit';

  /** `Kind/name` of the object that is changed or dropped. */
  readonly object: string;
  readonly path: Path;
  readonly from: string;
  readonly to: string;
  readonly manifests: readonly Manifest[];
}

/** Every mistake of these sorts that can be made in manifests: all references, ports, objects and quantities that there are. */
export function* mutationsOf(manifests: readonly Manifest[], provided: readonly string[]): Generator<Mutation> {
  const names = namesIn(manifests, provided);
  for (const [index, manifest] of manifests.entries()) {
    const object = `${manifest.kind}/${manifest.metadata.name}`;
    const others = manifests.filter((_, other) => other !== index);
    yield { what: 'object', object, path: [], from: object, to: 'nothing', manifests: others };
    for (const { path, value } of leaves(manifest)) {
      const put = (what: Mutation['what'], to: string | number): Mutation => ({
        what,
        object,
        path,
        from: String(value),
        to: String(to),
        manifests: manifests.with(index, replaced(manifest, path, to) as Manifest),
      });
      if (isReference(path, value, names)) for (const to of otherNames(value)) yield put('reference', to);
      for (const to of otherHosts(value)) yield put('reference', to);
      for (const to of otherPorts(path, value)) yield put('port', to);
      for (const to of otherUnits(path, value)) yield put('unit', to);
    }
  }
}

/** What others can refer to: objects, ports, volumes and keys by their names, pods by the labels that a selector asks for. */
function namesIn(manifests: readonly Manifest[], provided: readonly string[]): ReadonlySet<string> {
  const names = new Set(provided.map((entry) => entry.slice(entry.lastIndexOf('/') + 1)));
  for (const manifest of manifests) {
    for (const key of Object.keys(manifest.kind === 'ConfigMap' ? (manifest['data'] as object) : {})) names.add(key);
    for (const { path, value } of leaves(manifest)) {
      if (typeof value !== 'string' || value === 'true') continue;
      if (path.at(-1) === 'name' && !isOnlyDefined(path)) names.add(value);
      if (path.some((step) => step === 'matchLabels' || step === 'selector')) names.add(value);
    }
  }
  return names;
}

/** Whether a string is the name of something; an object's own labels, and the names of variables and containers, are asked for by nobody. */
function isReference(path: Path, value: unknown, names: ReadonlySet<string>): value is string {
  const isOwnLabel = path[0] === 'metadata' && path[1] === 'labels';
  return (
    typeof value === 'string' &&
    names.has(value) &&
    !isOwnLabel &&
    !isOnlyDefined(path) &&
    !['kind', 'apiVersion'].includes(String(path.at(-1)))
  );
}

function isOnlyDefined(path: Path): boolean {
  return path.at(-1) === 'name' && ['env', 'containers', 'initContainers'].includes(String(path.at(-3)));
}

/** A slip of the fingers, and a name that has nothing to do with it. */
function otherNames(name: string): readonly string[] {
  return [
    slip(name),
    `other-${[...name]
      .reverse()
      .join('')
      .replace(/[^a-z0-9]/gi, '')}`.toLowerCase(),
  ];
}

function slip(name: string): string {
  return name.length < 3 ? `${name}x` : name.slice(0, -2) + name.slice(-1);
}

function otherHosts(value: unknown): readonly string[] {
  const [, host] = (typeof value === 'string' && /^\w+:\/\/([a-z0-9.-]+)/.exec(value)) || [];
  return host === undefined ? [] : [String(value).replace(host, slip(host))];
}

function otherPorts(path: Path, value: unknown): readonly (string | number)[] {
  if (typeof value === 'number') return path.slice(-2).some((step) => /port/i.test(String(step))) ? [value + 1] : [];
  if (typeof value !== 'string' || !/^\w+:\/\/[^/]+:\d+/.test(value)) return [];
  return [value.replace(/:(\d+)/, (_, port) => `:${Number(port) + 1}`)];
}

const units = ['', 'm', 'k', 'M', 'G', 'T', 'Ki', 'Mi', 'Gi', 'Ti'];

function otherUnits(path: Path, value: unknown): readonly string[] {
  const [, number, unit] = /^(\d+(?:\.\d+)?)([a-zA-Z]*)$/.exec(String(value)) ?? [];
  const isQuantity = path.some((step) => ['requests', 'limits', 'hard', 'sizeLimit'].includes(String(step)));
  if (number === undefined || !isQuantity || !units.includes(unit ?? '')) return [];
  return units.filter((other) => other !== unit).map((other) => `${number}${other}`);
}
