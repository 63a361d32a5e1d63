import { useState } from 'preact/hooks';
import type { Scene, SceneEvent, SceneEventKind } from '../../availability/scene/scene';
import type { PageState } from '../data';
import { outcomeOf } from '../outcome';
import { ClusterPicture, Legend } from './cluster';
import { OutcomeText } from './outcome';
import { Way } from './way';

const titles: Readonly<Record<SceneEventKind, string>> = {
  'lose zone': 'Lose a zone',
  'lose node': 'Lose a node',
  'drain node': 'Drain a node',
  'roll out': 'Roll out',
};

/** Buttons up to which a group of events is not a list to choose from. */
const FEW = 4;

/** Choosing an event shows on the picture what it does. */
export function Events({ state }: { readonly state: PageState }) {
  const { scene, report } = state;
  const [placement, setPlacement] = useState<'worst' | 'expected'>('worst');
  const [chosen, setChosen] = useState<string | undefined>();
  const shown = scene[placement];
  const event = shown.events.find((it) => keyOf(it) === chosen);
  const choose = (kind: SceneEventKind, subject: number) => setChosen(chosen === `${kind} ${subject}` ? undefined : `${kind} ${subject}`);
  return (
    <section aria-labelledby="events">
      <h2 id="events">What happens when…</h2>
      <div class="toolbar">
        <button type="button" class="chip" aria-pressed={event === undefined} onClick={() => setChosen(undefined)}>
          At rest
        </button>
        {(Object.keys(titles) as SceneEventKind[]).map((kind) => (
          <Group
            key={kind}
            kind={kind}
            scene={scene}
            events={shown.events.filter((it) => it.kind === kind)}
            chosen={chosen}
            onChoose={setChosen}
          />
        ))}
      </div>
      <fieldset class="segments">
        <legend>Placement of the pods</legend>
        {(['worst', 'expected'] as const).map((it) => (
          <label key={it}>
            <input type="radio" name="placement" checked={placement === it} onChange={() => setPlacement(it)} />
            {it === 'worst' ? 'Worst that the rules allow' : 'Expected'}
          </label>
        ))}
      </fieldset>
      <div class="stage">
        <OutcomeText outcome={event && outcomeOf(scene, shown, event, report.services)} placement={placement} events={shown.events} />
        <figure class="cluster">
          <ClusterPicture scene={scene} state={shown} event={event} onChoose={choose} />
          <figcaption>
            <Legend event={event} hasVolumes={scene.workloads.some(({ volume }) => volume !== undefined)} />
          </figcaption>
        </figure>
      </div>
      <Way state={state} effects={event?.effects} />
    </section>
  );
}

function keyOf({ kind, subject }: SceneEvent): string {
  return `${kind} ${subject}`;
}

interface GroupProps {
  readonly kind: SceneEventKind;
  readonly scene: Scene;
  readonly events: readonly SceneEvent[];
  readonly chosen: string | undefined;
  readonly onChoose: (key: string | undefined) => void;
}

function Group({ kind, scene, events, chosen, onChoose }: GroupProps) {
  if (events.length === 0) return null;
  if (events.length <= FEW)
    return (
      <fieldset class="group">
        <legend class="label">{titles[kind]}</legend>
        {events.map((event) => (
          <button
            type="button"
            key={event.subject}
            class={`chip ${worst(event)}`}
            aria-pressed={chosen === keyOf(event)}
            aria-label={`${titles[kind]}: ${subjectName(scene, event)}${worst(event) === 'bad' ? ', a service stops answering' : ''}`}
            onClick={() => onChoose(chosen === keyOf(event) ? undefined : keyOf(event))}
          >
            {worst(event) === 'bad' ? <span aria-hidden="true">✕ </span> : null}
            <bdi>{subjectName(scene, event)}</bdi>
          </button>
        ))}
      </fieldset>
    );
  const value = events.some((it) => keyOf(it) === chosen) ? chosen : '';
  return (
    <label class="group">
      <span class="label">{titles[kind]}</span>
      <select value={value} onChange={({ currentTarget }) => onChoose(currentTarget.value || undefined)}>
        <option value="">choose one of {events.length}</option>
        {events.map((event) => (
          <option key={event.subject} value={keyOf(event)}>
            {worst(event) === 'bad' ? '✕ ' : ''}
            {subjectName(scene, event)}
          </option>
        ))}
      </select>
    </label>
  );
}

function worst({ effects }: SceneEvent): 'bad' | 'open' | 'fine' {
  if (effects.some(({ answers }) => answers === 'no')) return 'bad';
  return effects.some(({ answers }) => answers === 'unknown') ? 'open' : 'fine';
}

function subjectName({ zones, nodes, workloads }: Scene, { kind, subject }: SceneEvent): string {
  if (kind === 'lose zone') return zones[subject] ?? '';
  if (kind === 'roll out') return workloads[subject]?.name ?? '';
  const node = nodes[subject];
  return `${zones[node?.zone ?? 0]} ${node?.name}`;
}
