import { isDeepStrictEqual } from 'node:util';
import { parse } from 'yaml';
import type { Diagnostic } from '../../src/manifests/diagnostic';
import type { Document } from '../../src/manifests/document';
import { type Path, pathOf } from '../../src/manifests/pointer';
import { valueAt } from '../../src/manifests/value';
import {
  allow,
  at,
  containerOf,
  current,
  type Draft,
  inConfigMap,
  last,
  openListeners,
  type Place,
  parent,
  podSpec,
  remove,
  set,
  setFields,
  setLabels,
  setPort,
  setQuoted,
  step,
} from './followed-edits';

/** A way to follow a fix to the letter. */
interface Way {
  /** What the fix says. */
  readonly reads: RegExp;

  /** Does it. */
  readonly follow: (place: Place, said: readonly string[]) => void;
}

/** The ways, by how the fixes read. Of a fix with alternatives, each that a way reads is followed by itself. */
const ways: readonly Way[] = [
  {
    reads: /^in that key, write '([^']+)'/,
    follow: (place, [text = '']) => inConfigMap(place, (value) => value.replace(/Service '([^']+)'/.exec(place.message)?.[1] ?? '', text)),
  },
  {
    reads: /^in that key, use one of its ports: [\w-]+ \((\d+)\)/,
    follow: (place, [port = '']) => inConfigMap(place, (value) => value.replace(/has no port (\d+)/.exec(place.message)?.[1] ?? '', port)),
  },
  {
    reads: /(?:^|; )write '([^']+)'(?! (?:with|in|instead|and|, and))(?!, and add)(?!, and write)/,
    follow: (place, [text = '']) => setQuoted(place, text),
  },
  { reads: /^write '(because \.\.\.)' with the reason/, follow: (place, [text = '']) => setQuoted(place, text) },
  { reads: /^write (\w+: (?:\{.*\}|[\w-]+))(?=$|,| instead| or more)(?!.* and )/, follow: (place, [text = '']) => setFields(place, text) },
  {
    reads: /^write (preStop: \{.*\}) and (terminationGracePeriodSeconds: \d+)$/,
    follow: (place, [hook = '', grace = '']) => {
      setFields(place, hook);
      Object.assign(podSpec(place), parse(grace));
    },
  },
  {
    reads: /^exempt them: (namespaceSelector: \{.*\})$/,
    follow: (place, [text = '']) => setFields({ ...place, path: [...place.path.slice(0, -1), 'namespaceSelector'] }, text),
  },
  { reads: /^write ((?:[\w-]+-\d+,?)+|OnFailure|\d+(?:\.\d+)?%)(?: or Never)?$/, follow: (place, [text = '']) => set(place, text) },
  {
    reads: /^write (?:master, data or ingest|cpu or memory)$/,
    follow: (place) => set(place, String(current(place)).length > 0 && last(place.path) === 'name' ? 'cpu' : 'master'),
  },
  {
    reads: /^write an? (?:percentage|quantity|time|number)[^,]*?(?:, | )such as ([\w.%]+)/,
    follow: (place, [text = '']) => set(place, text),
  },
  { reads: /^write an integer of at least (\d+)/, follow: (place, [text = '']) => set(place, text) },
  { reads: /^write a whole number from (\d+)/, follow: (place, [text = '']) => set(place, text) },
  { reads: /^use a number from (\d+) to (\d+)$/, follow: (place, [least = '']) => set(place, Math.max(1, Number(least))) },
  { reads: /^quote it$/, follow: (place) => set(place, String(current(place))) },
  { reads: /^remove the quotes: (\S+)$/, follow: (place, [text = '']) => set(place, parse(text)) },
  { reads: /^remove the minus sign$/, follow: (place) => set(place, String(current(place)).slice(1)) },
  {
    reads: /^remove (?:it|the annotation)\b/,
    follow: (place) => {
      if (place.path.length > 0) remove(place);
      else place.all[place.all.indexOf(place.object)] = undefined;
    },
  },
  {
    reads: /^remove (?:one of them|rollingUpdate|replicas)\b/,
    follow: (place) =>
      remove(/\d$|rollingUpdate|replicas/.test(String(last(place.path))) ? place : { ...place, path: place.path.slice(0, -1) }),
  },
  {
    reads: /^keep only (\w+) or (\w+)$/,
    follow: (place, [, other = '']) =>
      delete at(place.object, other in (current(place) ?? {}) ? place.path : place.path.slice(0, -1))[other],
  },
  { reads: /list '([^']+)'(?: and '([^']+)')? under 'provided'/, follow: () => undefined },
  {
    reads: /^write 'namespace: ([\w-]+)', and write 'allowedRoutes: \{ namespaces: \{ from: All \} \}' in its listener/,
    follow: (place, [namespace = '']) => {
      setFields(place, `namespace: ${namespace}`);
      openListeners(place.all);
    },
  },
  { reads: /^write 'allowedRoutes: \{ namespaces: \{ from: All \} \}' in its listener/, follow: ({ all }) => openListeners(all) },
  {
    reads: /^(?:write 'namespace: [\w-]+', and )?add a ReferenceGrant to namespace '([^']+)', from (\w+) in '([^']+)' to Service$/,
    follow: (place, [namespace = '', kind = '', from = '']) => {
      parent(place)[last(place.path)] = namespace;
      place.all.push({
        apiVersion: 'gateway.networking.k8s.io/v1beta1',
        kind: 'ReferenceGrant',
        metadata: { name: 'followed', namespace },
        spec: { from: [{ group: 'gateway.networking.k8s.io', kind, namespace: from }], to: [{ group: '', kind: 'Service' }] },
      });
    },
  },
  {
    reads:
      /^allow (ingress|egress) from (?:them|the pods of \w+ '[^']+') to (?:the pods of \w+ '([^']+)'|namespace '([^']+)') on (TCP|UDP) (\d+)(, and ingress to those from them)?$/,
    follow: (place, said) => {
      allow(place, said);
      if (said.at(-1)) allow(place, ['ingress', ...said.slice(1)]);
    },
  },
  {
    reads: /^use one of (?:its|their) (?:ports|keys|listeners): ([\w.-]+)(?: \((\d+)\))?/,
    follow: (place, [name = '', number]) => setPort(place, name, number),
  },
  {
    reads: /^use a port of the container in each probe, (\d+)/,
    follow: (place, [port = '']) => {
      const old = current(place);
      const container = containerOf(place);
      for (const probe of ['startupProbe', 'readinessProbe', 'livenessProbe'])
        for (const handler of Object.values(container[probe] ?? {}) as Draft[]) if (handler?.port === old) handler.port = Number(port);
    },
  },
  {
    reads: /^use (?:a port of the container|one of their ports), ([\w.-]+)(?: \((\d+)\))?/,
    follow: (place, [name = '', number]) => setPort(place, name, number),
  },
  {
    reads: /^add one of its ports: [\w-]+ \((\d+)\)$/,
    follow: (place, [number = '']) => Object.assign(at(place.object, place.path), { port: Number(number) }),
  },
  {
    reads: /^set terminationGracePeriodSeconds to (\d+) plus/,
    follow: (place, [seconds = '']) => Object.assign(podSpec(place), { terminationGracePeriodSeconds: Number(seconds) + 20 }),
  },
  {
    reads: /^set a failureThreshold .*such as (\d+)/,
    follow: (place, [count = '']) => Object.assign(at(place.object, place.path), { failureThreshold: Number(count) }),
  },
  {
    reads: /or use a (tcpSocket)$/,
    follow: (place) =>
      Object.assign(at(place.object, place.path), {
        httpGet: undefined,
        exec: undefined,
        grpc: undefined,
        tcpSocket: { port: containerOf(place).ports?.[0]?.containerPort ?? 8080 },
      }),
  },
  {
    reads: /^request (cpu|memory|cpu and memory)$/,
    follow: (place, [what = '']) =>
      Object.assign(
        step(at(place.object, place.path), 'requests'),
        Object.fromEntries(what.split(' and ').map((it) => [it, it === 'cpu' ? '10m' : '16Mi'])),
      ),
  },
  {
    reads: /^add a readinessProbe$/,
    follow: (place) => set(place, { tcpSocket: { port: containerOf(place).ports?.[0]?.containerPort ?? 8080 } }),
  },
  {
    reads: /^lower it to about (\d+) MiB/,
    follow: (place, [size = '']) =>
      set(
        place,
        String(current(place)).replace(/(-Xm[sx]|=)\d+[kmgKMG]?\b/g, (_, flag) => `${flag}${size}${flag === '=' ? '' : 'm'}`),
      ),
  },
  { reads: /^name ([\w.-]+)$/, follow: (place, [name = '']) => set(place, name) },
  {
    reads: /^add (\w+)=([\w-]+) to the template/,
    follow: ({ object }, [label = '', value = '']) =>
      Object.assign(at(object, ['spec', 'template', 'metadata', 'labels']), { [label]: value }),
  },
  { reads: /^use the labels of the pod template$/, follow: (place) => setLabels(place) },
  {
    reads: /^write a version, (?:or add a digest|such as (\S+), or a digest)$/,
    follow: (place, [image]) => set(place, image ?? `${String(current(place)).replace(/:[^/:]*$/, '')}:1.2.3`),
  },
  {
    reads: /nines\.dev\/accept\.([\w-]+): because \.\.\.$/,
    follow: ({ object }, [rule = '']) =>
      Object.assign(at(object, ['metadata', 'annotations']), { [`nines.dev/accept.${rule}`]: 'because the vendor does it' }),
  },
  {
    reads: /^set (?:one of them|maxUnavailable) to (\d+)/,
    follow: ({ object }, [count = '']) =>
      Object.assign(at(object, ['spec', object.kind === 'Deployment' ? 'strategy' : 'updateStrategy', 'rollingUpdate']), {
        maxUnavailable: Number(count),
      }),
  },
  {
    reads: /^write ([\w.-]+)=([\w-]+) in the template, and in what selects its pods by [\w.-]+=([\w-]+),/,
    follow: ({ object, all }, [label = '', value = '', old]) => {
      at(object, ['spec', 'template', 'metadata', 'labels'])[label] = value;
      const selectors = all.flatMap(({ spec }) => [spec?.selector, spec?.selector?.matchLabels, spec?.podSelector?.matchLabels]);
      for (const selector of selectors) if (selector?.[label] === old) selector[label] = value;
    },
  },
  {
    reads: /^list its ports, or write (clusterIP: None)$/,
    follow: ({ object }, [text = '']) => Object.assign(at(object, ['spec']), parse(text)),
  },
  {
    reads: /^remove '([\w-]+)', and write '([\w-]+)' where it is named/,
    follow: (place, [second = '', first = '']) => {
      remove({ ...place, path: place.path.slice(0, -1) });
      const ports = place.all.flatMap((it) => (it?.kind === 'Service' ? it.spec.ports : []));
      for (const port of ports) if (port.targetPort === second) port.targetPort = first;
      const container = containerOf(place);
      for (const probe of ['startupProbe', 'readinessProbe', 'livenessProbe'])
        for (const handler of Object.values(container[probe] ?? {}) as Draft[]) if (handler?.port === second) handler.port = first;
    },
  },
  { reads: /^remove the constraint, or spread over (\S+)$/, follow: (place, [key = '']) => set(place, key) },
  { reads: /^remove ring here/, follow: (place) => remove(place) },
  { reads: /^raise it to at least (\S+),/, follow: (place, [amount = '']) => set(place, amount) },
];

/** A fix that was followed: the documents after it, and what is said to be in the cluster. */
export interface Followed {
  readonly documents: readonly Document[];
  readonly provided: readonly string[];
}

/** The documents after each way to follow the fix of a finding; none where it leaves the change to a person. */
export function followed(documents: readonly Document[], { rule, message, fix, place }: Diagnostic): readonly Followed[] {
  return ways.flatMap(({ reads, follow }): Followed[] => {
    const said = reads.exec(fix);
    if (!said) return [];
    const drafts = structuredClone(documents.map(({ value }) => value)) as Draft[];
    const { kind, name, namespace } = place.object ?? {};
    const objects = drafts
      .flatMap((it) => (Array.isArray(it?.items) ? it.items : [it]))
      .filter(
        (it) => it?.kind === kind && it.metadata?.name === name && (it.metadata?.namespace ?? 'default') === (namespace || 'default'),
      );
    const path = pathOf(place.pointer ?? '');
    // What several variants of an object have in common is told once, of the one whose file is named.
    const named = objects.find((it) => documents[drafts.indexOf(it)]?.file === place.file) ?? objects.at(-1);
    const alike = objects.filter(
      (it) => it === named || (hasPlace(it, path) && isDeepStrictEqual(valueAt(it, ...path), valueAt(named, ...path))),
    );
    if (named === undefined) return [];
    for (const object of alike) follow({ object, path, rule, message, all: drafts }, said.slice(1));
    const left = drafts.flatMap((value, index) => (value === undefined ? [] : [{ ...documents[index], value }]));
    return [{ documents: left, provided: /list '/.test(said[0]) ? said.slice(1).filter((it) => it !== undefined) : [] }];
  });
}

/** Whether an object has the item of a list, such as a container, that leads to a place. */
function hasPlace(object: Draft, path: Path): boolean {
  const item = path.findLastIndex((key) => typeof key === 'number');
  return valueAt(object, ...path.slice(0, item + 1)) !== undefined;
}
