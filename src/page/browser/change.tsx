import { useState } from 'preact/hooks';
import type { SceneEventKind } from '../../availability/scene/scene';
import type { ChangeResult, ServiceFigures } from '../../change/result';
import { minutes } from '../../report/amounts';
import type { PageData, PageState } from '../data';
import { ninesText } from '../headline';
import { movesOf } from '../moves';
import { eventName, outcomeOf } from '../outcome';
import { ClusterPicture } from './cluster';
import { Table } from './table';

/** Objects that are listed before the rest is asked for. */
const SHOWN = 30;

/** What a change does: minutes of each service, the picture before and after, and the objects that differ. */
export function ChangeSection({ data, change }: { readonly data: PageData; readonly change: NonNullable<PageData['change']> }) {
  const { before, result } = change;
  const { services = [], objects, hazards } = result;
  const open = hazards.filter(({ accepted }) => accepted === undefined);
  return (
    <section aria-labelledby="change">
      <h2 id="change">What the change does</h2>
      <p data-testid="change">
        {objects.length === 0
          ? 'No object differs.'
          : `${objects.length} ${objects.length === 1 ? 'object differs' : 'objects differ'}: ${countsOf(result.counts)}.`}
      </p>
      {open.length === 0 ? null : (
        <ul>
          {open.map(({ message, fix, risk, object }) => (
            <li key={`${risk} ${message}`} class="error">
              <strong>{risk}</strong> <bdi>{`${object.kind} ${object.namespace}/${object.name}`}</bdi>: {message}
              {fix ? `; ${fix}` : ''}
            </li>
          ))}
        </ul>
      )}
      {services.length === 0 ? null : <Minutes services={services} />}
      <SideBySide before={before} after={data} />
      {objects.length === 0 ? null : (
        <details>
          <summary>Objects that differ</summary>
          <Table
            columns={[{ title: 'Object' }, { title: 'What happens' }, { title: 'Fields' }]}
            rows={objects.slice(0, SHOWN).map(({ kind, namespace, name, consequence, because, fields }) => ({
              key: `${kind}/${namespace}/${name}`,
              cells: [
                <>
                  {kind} <bdi>{namespace ? `${namespace}/${name}` : name}</bdi>
                </>,
                because ? `${consequence}: ${because}` : consequence,
                <Fields key="fields" fields={fields} />,
              ],
            }))}
          />
          {objects.length > SHOWN ? <p>{objects.length - SHOWN} more: nines diff lists them.</p> : null}
        </details>
      )}
    </section>
  );
}

function countsOf(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([consequence, count]) => `${count} ${consequence}`)
    .join(', ');
}

function shown(value: unknown): string {
  if (value === undefined) return 'none';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

/** What a field was and is, the first few. */
function Fields({ fields }: { readonly fields: ChangeResult['objects'][number]['fields'] }) {
  return (
    <>
      {fields.slice(0, 5).map(({ field, before, after }) => (
        <div key={field}>
          <code>{field}</code>: {shown(before)} → {shown(after)}
        </div>
      ))}
      {fields.length > 5 ? `${fields.length - 5} more` : ''}
    </>
  );
}

/** The minutes of each service before and after, and the causes that changed. */
function Minutes({ services }: { readonly services: NonNullable<ChangeResult['services']> }) {
  return (
    <Table
      caption="Minutes of failing requests a year"
      columns={[{ title: 'Service' }, { title: 'Before', kind: 'number' }, { title: 'After', kind: 'number' }, { title: 'What changes' }]}
      rows={services.map(({ service, before, after, rollout }) => ({
        key: service,
        cells: [
          <Workload key="name" id={service} />,
          <Figures key="before" figures={before} />,
          <Figures key="after" figures={after} />,
          `${before && after ? causesOf(before, after) : before ? 'is gone' : 'is new'}${
            rollout ? `; its rolling update ${rollout.verdict === 'safe' ? 'ends' : `is ${rollout.verdict}: ${rollout.because}`}` : ''
          }`,
        ],
      }))}
    />
  );
}

/** The name of a workload given as kind/namespace/name, and its kind. */
function Workload({ id }: { readonly id: string }) {
  const [kind = '', , ...name] = id.split('/');
  return (
    <>
      <bdi>{name.join('/')}</bdi> <small>{kind}</small>
    </>
  );
}

function Figures({ figures }: { readonly figures: ServiceFigures | undefined }) {
  if (!figures) return <>-</>;
  return (
    <>
      {minutes(figures.downtime.sum)}{' '}
      <small>
        <br />
        {ninesText(figures.downtime.sum)}, {figures.verdict}
      </small>
    </>
  );
}

/** The causes whose minutes change, the most first. */
function causesOf(before: ServiceFigures, after: ServiceFigures): string {
  const names = [...new Set([...Object.keys(before.downtime.risks), ...Object.keys(after.downtime.risks)])];
  const changes = names
    .map((name) => ({ name, by: (after.downtime.risks[name] ?? 0) - (before.downtime.risks[name] ?? 0) }))
    .filter(({ by }) => Math.abs(by) >= 0.005)
    .sort((a, b) => Math.abs(b.by) - Math.abs(a.by));
  if (changes.length === 0) return 'nothing';
  return changes
    .slice(0, 4)
    .map(({ name, by }) => `${name.replace(/ of [^/]+\/[^/]*\//, ' of ')} ${by > 0 ? '+' : '−'}${minutes(Math.abs(by))}`)
    .join(', ');
}

/** Both pictures in the same event: zones are found again by their names, workloads by their ids. */
function SideBySide({ before, after }: { readonly before: PageState; readonly after: PageState }) {
  const [zone, setZone] = useState('');
  const names = [...new Set([...before.scene.zones, ...after.scene.zones])];
  const moves = movesOf(before.scene, after.scene);
  const sides = [
    { title: 'Before', state: before },
    { title: 'After', state: after },
  ];
  return (
    <>
      <h3>Where the pods stand</h3>
      {moves.length === 0 ? <p>No pod stands elsewhere in the worst placement.</p> : null}
      <ul data-testid="moves">
        {moves.slice(0, SHOWN).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {moves.length > SHOWN ? <p>{moves.length - SHOWN} more services stand elsewhere.</p> : null}
      <div class="toolbar">
        <label class="group" htmlFor="change-zone">
          <span class="label">Lose a zone</span>
          <select id="change-zone" value={zone} onChange={({ currentTarget }) => setZone(currentTarget.value)}>
            <option value="">none</option>
            {names.map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        </label>
      </div>
      <div class="pair">
        {sides.map(({ title, state: { scene, report } }) => {
          const kind: SceneEventKind = 'lose zone';
          const event = zone === '' ? undefined : scene.worst.events.find((it) => it.kind === kind && scene.zones[it.subject] === zone);
          return (
            <figure class="cluster" key={title}>
              <h3>
                {title}
                {event ? `. ${outcomeOf(scene, scene.worst, event, report.services).title}` : ''}
              </h3>
              <ClusterPicture scene={scene} state={scene.worst} event={event} name={event ? eventName(scene, event) : title} />
            </figure>
          );
        })}
      </div>
    </>
  );
}
