import { changeBetween } from '../../src/change/change';
import type { ChangeResult } from '../../src/change/result';
import { pathOf } from '../../src/manifests/pointer';
import { isObject } from '../../src/manifests/value';
import { shopManifests } from '../fixtures/manifests';
import { environments } from '../fixtures/shop/environments';
import { indexed } from '../indexed';
import { fc } from '../random';

const manifests: readonly unknown[] = environments.flatMap((environment) => shopManifests(environment).map((it) => ({ ...it })));
const oneOf = fc.constantFrom(...manifests);

function between(before: unknown, after: unknown): ChangeResult {
  return changeBetween(indexed([before]), indexed([after]));
}

test.each(environments)('$name does not differ from itself', (environment) => {
  const all = shopManifests(environment);
  expect(changeBetween(indexed(all), indexed(structuredClone(all)))).toEqual({ objects: [], counts: {}, hazards: [] });
});

test('a label and an annotation are told alike, whether or not the rest is the same text', () => {
  for (const manifest of manifests) {
    const { metadata, ...rest } = manifest as { metadata: { labels?: object; annotations?: object } };
    const annotations = { ...metadata.annotations, 'shop.example/team': 'b' };
    const after = { ...rest, metadata: { ...metadata, labels: { ...metadata.labels, team: 'not a label!' }, annotations } };
    const [object] = between(manifest, after).objects;
    expect(object?.fields.map(({ consequence }) => consequence).sort()).toEqual(['in place', 'refused']);
    expect(between(manifest, { ...after, nothing: null }).objects[0]).toEqual(object);
  }
});

/** The same object with its fields in another order, and with empty parts that say nothing. */
function rewritten(value: unknown, random: () => number): unknown {
  if (Array.isArray(value)) return value.map((item) => rewritten(item, random));
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([name, part]): [string, unknown] => [name, rewritten(part, random)]);
  const shuffled = entries.map((entry) => ({ entry, at: random() })).sort((a, b) => a.at - b.at);
  return Object.fromEntries([...shuffled.map(({ entry }) => entry), ['nothing', null]]);
}

test('the order of fields, and null, are no difference', () => {
  fc.assert(
    fc.property(oneOf, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (manifest, stream) => {
      const random = () => stream.next().value as number;
      expect(between(manifest, rewritten(manifest, random)).objects).toEqual([]);
    }),
  );
});

test('the order of a list with keys is at most one difference', () => {
  const lists = ['containers', 'initContainers', 'volumes', 'ports', 'env', 'volumeMounts', 'topologySpreadConstraints'];
  const reversed = (value: unknown, list: string): unknown => {
    if (Array.isArray(value)) return value.map((item) => reversed(item, list));
    if (!isObject(value)) return value;
    const turn = (name: string, part: unknown) => (name === list && Array.isArray(part) ? [...part].reverse() : part);
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, turn(name, reversed(part, list))]));
  };
  fc.assert(
    fc.property(oneOf, fc.constantFrom(...lists), (manifest, list) => {
      // Rules of NetworkPolicies have ordered lists of ports.
      fc.pre(!JSON.stringify(manifest).includes('"NetworkPolicy"'));
      const fields = between(manifest, reversed(manifest, list)).objects.flatMap((object) => object.fields);
      expect(fields.filter(({ field }) => !field.endsWith(list))).toEqual([]);
    }),
  );
});

type Leaf = readonly (string | number)[];

function leavesOf(value: unknown, path: Leaf = []): readonly Leaf[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => leavesOf(item, [...path, index]));
  if (isObject(value)) return Object.entries(value).flatMap(([name, part]) => leavesOf(part, [...path, name]));
  return [path];
}

/** What tells objects and items of lists apart, and what others take their default from. */
const telling = [
  'apiVersion',
  'kind',
  'name',
  'namespace',
  'containerPort',
  'mountPath',
  'port',
  'protocol',
  'topologyKey',
  'type',
  'whenUnsatisfiable',
];
const isPlain = (leaf: Leaf) => !telling.includes(String(leaf.at(-1))) && !leaf.includes('policyTypes');
function changed(value: unknown, path: Leaf): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return typeof value === 'number' ? value + 1 : typeof value === 'boolean' ? !value : `${value}9`;
  if (Array.isArray(value)) return value.map((item, index) => (index === step ? changed(item, rest) : item));
  return { ...(value as object), [step]: changed((value as Record<string, unknown>)[step], rest) };
}

test('each changed value is shown once', () => {
  fc.assert(
    fc.property(oneOf, fc.array(fc.nat(), { minLength: 1, maxLength: 5 }), (manifest, picks) => {
      const leaves = leavesOf(manifest).filter(isPlain);
      fc.pre(leaves.length > 0);
      const picked = [...new Set(picks.map((pick) => leaves[pick % leaves.length] as Leaf))];
      const after = picked.reduce<unknown>((value, leaf) => changed(value, leaf), manifest);
      const shown = between(manifest, after).objects.flatMap(({ fields }) => fields.map(({ pointer }) => pathOf(pointer).map(String)));
      const covers = (path: readonly string[], leaf: Leaf) => path.every((step, index) => step === String(leaf[index]));
      for (const leaf of picked) expect(shown.filter((path) => covers(path, leaf))).toHaveLength(1);
      expect(shown).toHaveLength(picked.length);
    }),
  );
});

test('what is added one way is gone the other way', () => {
  fc.assert(
    fc.property(fc.subarray([...manifests]), fc.subarray([...manifests]), (one, other) => {
      const kinds = (result: ChangeResult) => result.objects.length;
      expect(kinds(changeBetween(indexed(one), indexed(other)))).toBe(kinds(changeBetween(indexed(other), indexed(one))));
    }),
  );
});
