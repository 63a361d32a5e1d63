import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { entriesOf, isPlain } from '../parts/record';
import { refuse } from '../parts/refuse';
import { shown } from '../parts/shown';

const PHASES = ['hot', 'warm', 'cold', 'frozen', 'delete'] as const;

/** A phase of an index's life. */
export interface LifecyclePhase {
  /**
   * Its age at least, since it was created or rolled over.
   *
   * @default 0
   */
  readonly minAge?: Duration;

  /** What is done, in Elasticsearch's words: `{ rollover: { max_age: '1d' } }`. */
  readonly actions: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** What becomes of an index as it ages. */
export type Lifecycle = Readonly<Partial<Record<(typeof PHASES)[number], LifecyclePhase>>>;

/** The thresholds above which an index logs an operation as slow. */
export interface SlowLogs {
  /** @default none */
  readonly search?: Duration;

  /** @default none */
  readonly indexing?: Duration;
}

/** What a new index or data stream gets whose name matches. */
export interface IndexTemplate {
  /** The names that it is for: `['shop-*']`. */
  readonly indexPatterns: readonly string[];

  /**
   * The lifecycle of its indices, by its name in `lifecycles`.
   *
   * @default none
   */
  readonly lifecycle?: string;

  /**
   * What its indices log as slow.
   *
   * @default none
   */
  readonly slowLogs?: SlowLogs;

  /**
   * Settings of its indices, such as `{ number_of_shards: 3 }`.
   *
   * @default as many replicas as `indexReplicas` says, which the proof assumes
   */
  readonly settings?: Readonly<Record<string, string | number | boolean>>;

  /**
   * Mappings of its indices, in Elasticsearch's words.
   *
   * @default none
   */
  readonly mappings?: Readonly<Record<string, unknown>>;

  /**
   * Whether it makes data streams.
   *
   * @default false
   */
  readonly dataStream?: boolean;

  /**
   * Which of several matching templates wins: the highest.
   *
   * @default 500: above those of Elasticsearch itself
   */
  readonly priority?: number;
}

/** Lifecycles and templates of indices. */
export interface IndexOptions {
  /**
   * Lifecycles by name: `{ logs: { delete: { minAge: Duration.days(30), actions: { delete: {} } } } }`.
   *
   * @default none
   */
  readonly lifecycles?: Readonly<Record<string, Lifecycle>>;

  /**
   * Templates by name. They hold for indices that are created afterwards.
   *
   * @default none
   */
  readonly templates?: Readonly<Record<string, IndexTemplate>>;

  /**
   * Whether it logs who did what, in the container's log; needs a licence of Elastic.
   *
   * @default false
   */
  readonly auditLog?: boolean;
}

const DEFAULT_PRIORITY = 500;

/** The part of file-based settings about indices. What is declared as empty removes what was there. */
export function indexState({ lifecycles, templates }: IndexOptions, replicas: number): Record<string, unknown> {
  return {
    ...(lifecycles && { ilm: mapped(lifecycles, lifecycleState) }),
    ...(templates && { index_templates: { composable_index_templates: mapped(templates, (it) => templateState(it, replicas)) } }),
  };
}

function mapped<From, To>(record: Readonly<Record<string, From>>, map: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
}

function lifecycleState(lifecycle: Lifecycle): Record<string, unknown> {
  const phases = Object.entries(lifecycle).map(([name, { minAge, actions }]) => [name, { min_age: timeValue(minAge), actions }]);
  return { phases: Object.fromEntries(phases) };
}

function templateState(template: IndexTemplate, replicas: number): Record<string, unknown> {
  const { indexPatterns, lifecycle, slowLogs, settings, mappings, dataStream, priority = DEFAULT_PRIORITY } = template;
  return {
    index_patterns: indexPatterns,
    priority,
    ...(dataStream && { data_stream: {} }),
    template: {
      settings: {
        'index.number_of_replicas': replicas,
        ...(lifecycle !== undefined && { 'index.lifecycle.name': lifecycle }),
        ...(slowLogs?.search && { 'index.search.slowlog.threshold.query.warn': timeValue(slowLogs.search) }),
        ...(slowLogs?.indexing && { 'index.indexing.slowlog.threshold.index.warn': timeValue(slowLogs.indexing) }),
        ...fullNames(settings),
      },
      ...(mappings && { mappings }),
    },
  };
}

/** With `index.` before each name, which Elasticsearch adds where it is missing: a name written in two ways would be two settings. */
function fullNames(settings: IndexTemplate['settings'] = {}): Record<string, unknown> {
  return Object.fromEntries(Object.entries(settings).map(([name, value]) => [name.replace(/^(?!index\.)/, 'index.'), value]));
}

function timeValue(duration: Duration = Duration.millis(0)): string {
  return `${duration.toMilliseconds()}ms`;
}

/** Refuses lifecycles and templates that Elasticsearch would refuse. */
export function requireIndexOptions(construct: Construct, { lifecycles, templates, auditLog }: IndexOptions): void {
  for (const [name, lifecycle] of entriesOf(construct, 'lifecycles', lifecycles, '{ logs: { delete: { actions: { delete: {} } } } }')) {
    const phases = isPlain(lifecycle) ? Object.entries(lifecycle) : [];
    const isSound = ([phase, it]: [string, unknown]) =>
      PHASES.includes(phase as never) &&
      isPlain(it) &&
      isPlain(it['actions']) &&
      (it['minAge'] === undefined || it['minAge'] instanceof Duration);
    if (phases.length > 0 && phases.every(isSound)) continue;
    const message = `must have phases of ${PHASES.join(', ')} with actions, got ${shown(lifecycle)}`;
    refuse(construct, {
      setting: `lifecycles.${name}`,
      message,
      fix: 'write { delete: { minAge: Duration.days(30), actions: { delete: {} } } }',
    });
  }
  for (const [name, template] of entriesOf(construct, 'templates', templates, "{ shop: { indexPatterns: ['shop-*'] } }"))
    requireTemplate(construct, `templates.${name}`, template, Object.keys(isPlain(lifecycles) ? lifecycles : {}));
  if (auditLog !== undefined && typeof auditLog !== 'boolean')
    refuse(construct, { setting: 'auditLog', message: `must be true or false, got ${shown(auditLog)}`, fix: 'write true' });
}

function requireTemplate(construct: Construct, setting: string, template: IndexTemplate, lifecycles: readonly string[]): void {
  const { indexPatterns, lifecycle, slowLogs }: Partial<IndexTemplate> = isPlain(template) ? template : {};
  if (!Array.isArray(indexPatterns) || indexPatterns.length === 0 || !indexPatterns.every((it) => typeof it === 'string' && it.trim())) {
    const message = `must be patterns of names, got ${shown(indexPatterns)}`;
    refuse(construct, { setting: `${setting}.indexPatterns`, message, fix: "write a list such as ['shop-*']" });
  }
  if (lifecycle !== undefined && !lifecycles.includes(lifecycle)) {
    const fix = lifecycles.length > 0 ? `write one of ${lifecycles.join(', ')}` : 'declare it in lifecycles';
    refuse(construct, { setting: `${setting}.lifecycle`, message: `must be the name of one of lifecycles, got ${shown(lifecycle)}`, fix });
  }
  for (const [kind, threshold] of Object.entries(slowLogs ?? {})) {
    if (threshold instanceof Duration) continue;
    const message = `must be a Duration, got ${shown(threshold)}`;
    refuse(construct, { setting: `${setting}.slowLogs.${kind}`, message, fix: 'write Duration.seconds(2)' });
  }
}
