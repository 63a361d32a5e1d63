import { INTERRUPTION_RATE, POD_RATE } from '../cluster/rates';
import schema from '../cluster/topology.schema.json';
import { scalarOf } from '../manifests/yaml/scalar';
import type { DescribedPool, DescribedZone, Description } from './description';

const PAGE = 'https://github.com/nines-dev/nines/blob/main/docs/topology.md';
const WIDTH = 120;

/** A description as a topology file: what is equal in several places is written once, and named. */
export function topologyText(description: Description): string {
  const { notes, kubernetes, versionNotes, zones, outside } = description;
  const anchors = new Anchors(description);
  return [
    `# yaml-language-server: $schema=${schema.$id}`,
    `# A cluster's topology, written by nines topology. Every field: ${PAGE}`,
    '#',
    ...notes.flatMap((note) => comment(note, '', '- ')),
    '',
    ...versionNotes.flatMap((note) => comment(note, '')),
    `kubernetes: ${scalar(kubernetes)}`,
    'zones:',
    ...zones.flatMap((zone) => zoneLines(zone, anchors)),
    'pods:',
    ...field('crash', POD_RATE, '  '),
    'nodes:',
    ...field('interruption', INTERRUPTION_RATE, '  '),
    ...(outside.length > 0 ? ['outside:', ...outside.flatMap((it) => item(objectLines(it, '    '), '  '))] : []),
    '',
  ].join('\n');
}

/** Each value that stands in several places has its name at the first. */
class Anchors {
  readonly description: Description;
  private readonly used = new Map<string, string>();
  private readonly names = new Set(['zone', 'node']);
  private readonly pools: readonly DescribedPool[];

  constructor(description: Description) {
    this.description = description;
    this.pools = description.zones.flatMap(({ pools }) => pools);
  }

  /** A rate: `&zone { ... }` at first, `*zone` after. */
  rate(name: 'zone' | 'node', indent: string): readonly string[] {
    const rate = name === 'zone' ? this.description.zoneRate : this.description.nodeRate;
    if (rate === 'never') return [`${indent}rate: never`];
    const isFirst = !this.used.has(`rate ${name}`);
    this.used.set(`rate ${name}`, name);
    if (!isFirst) return [`${indent}rate: *${name}`];
    // A pool that comes again is an alias of the whole pool.
    const times = name === 'zone' ? this.description.zones.length : new Set(this.pools.map((pool) => JSON.stringify(pool))).size;
    return field('rate', rate, indent, times > 1 ? name : undefined);
  }

  /** The name of a pool that comes again just as it is, and whether it was there before. */
  pool(pool: DescribedPool): { readonly anchor?: string; readonly isAlias: boolean } {
    const key = JSON.stringify(pool);
    const anchor = this.used.get(key);
    if (anchor !== undefined) return { anchor, isAlias: true };
    if (this.pools.filter((it) => JSON.stringify(it) === key).length < 2) return { isAlias: false };
    const base = pool.name.replaceAll(/[^A-Za-z0-9]+/g, '-').replaceAll(/^-|-$/g, '') || 'pool';
    let name = base;
    for (let number = 2; this.names.has(name); number++) name = `${base}-${number}`;
    this.names.add(name);
    this.used.set(key, name);
    return { anchor: name, isAlias: false };
  }
}

function zoneLines(zone: DescribedZone, anchors: Anchors): readonly string[] {
  const { name, label, labels, notes, pools } = zone;
  return [
    ...notes.flatMap((note) => comment(note, '  ')),
    `  - name: ${scalar(name)}`,
    ...(label === false ? ['    label: false'] : []),
    ...(labels ? field('labels', labels, '    ') : []),
    ...anchors.rate('zone', '    '),
    '    pools:',
    ...pools.flatMap((pool) => poolLines(pool, anchors)),
  ];
}

function poolLines(pool: DescribedPool, anchors: Anchors): readonly string[] {
  const { anchor, isAlias } = anchors.pool(pool);
  if (isAlias) return [`      - *${anchor}`];
  const { name, count, labels, taints, allocatable, reserved, autoscaling, notes, sizeNotes, reservedNotes } = pool;
  const indent = '        ';
  const lines = [
    `${indent}name: ${scalar(name)}`,
    `${indent}count: ${count}`,
    ...(labels ? field('labels', labels, indent) : []),
    ...(taints ? [`${indent}taints:`, ...taints.map((taint) => `${indent}  - ${flow(taint)}`)] : []),
    ...sizeNotes.flatMap((note) => comment(note, indent)),
    ...field('allocatable', allocatable, indent),
    ...reservedNotes.flatMap((note) => comment(note, indent)),
    ...(reserved ? field('reserved', reserved, indent) : []),
    ...(autoscaling ? field('autoscaling', { ...autoscaling }, indent) : []),
    ...anchors.rate('node', indent),
  ];
  const head = notes.flatMap((note) => comment(note, '      '));
  return [...head, ...(anchor === undefined ? item(lines, '      ') : [`      - &${anchor}`, ...lines])];
}

/** A list's item: its first line gets the dash. */
function item(lines: readonly string[], indent: string): readonly string[] {
  const [first = '', ...others] = lines;
  return [`${indent}- ${first.slice(indent.length + 2)}`, ...others];
}

type Fields = Readonly<Record<string, unknown>>;

/** A field with an object: on one line if it fits. */
function field(name: string, value: Fields | 'never', indent: string, anchor?: string): readonly string[] {
  const start = `${indent}${name}:${anchor === undefined ? '' : ` &${anchor}`}`;
  if (value === 'never') return [`${start} never`];
  const short = `${start} ${flow(value)}`;
  return short.length <= WIDTH ? [short] : [start, ...objectLines(value, `${indent}  `)];
}

function objectLines(value: object, indent: string): readonly string[] {
  return Object.entries(value).map(([key, it]) => `${indent}${scalar(key)}: ${typeof it === 'string' ? scalar(it) : String(it)}`);
}

function flow(value: object): string {
  return `{ ${objectLines(value, '').join(', ')} }`;
}

/** A string, quoted where YAML or Kubernetes would read it as anything else. */
function scalar(text: string): string {
  if (/^[A-Za-z0-9][-A-Za-z0-9_./]*$/.test(text) && scalarOf(text, true, undefined) === text) return text;
  return /^[\x20-\x7e\xa0-\u2027]*$/.test(text) ? `'${text.replaceAll("'", "''")}'` : JSON.stringify(text).replaceAll(UNPRINTABLE, escaped);
}

/** What JSON leaves as it is, and YAML takes for a line break or refuses. */
const UNPRINTABLE = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** A comment in lines that fit. What comes from objects can't end it. */
function comment(text: string, indent: string, bullet = ''): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/[\s\p{Cc}\u2028\u2029]+/u)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && indent.length + 2 + bullet.length + longer.length > WIDTH) lines.push(line);
    line = lines.at(-1) === line ? word : longer;
  }
  return [...lines, line].map((it, index) => `${indent}# ${index === 0 ? bullet : ' '.repeat(bullet.length)}${it}`);
}
