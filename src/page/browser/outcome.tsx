import type { SceneEvent, SceneEventKind } from '../../availability/scene/scene';
import type { Outcome } from '../outcome';

const marks = { yes: ['✓', 'answers'], no: ['✕', 'does not answer'], unknown: ['?', 'unknown'] } as const;

interface OutcomeProps {
  /** Undefined at rest. */
  readonly outcome: Outcome | undefined;
  readonly placement: 'worst' | 'expected';
  readonly events: readonly SceneEvent[];
}

/** What an event does, in words. Screen readers hear it when it changes. */
export function OutcomeText({ outcome, placement, events }: OutcomeProps) {
  return (
    <div class={`outcome ${outcome?.state ?? 'rest'}`} aria-live="polite" data-testid="outcome">
      {outcome ? <Effects outcome={outcome} /> : <AtRest placement={placement} events={events} />}
    </div>
  );
}

function AtRest({ placement, events }: { readonly placement: 'worst' | 'expected'; readonly events: readonly SceneEvent[] }) {
  const kinds = [...new Set(events.map(({ kind }) => kind))];
  return (
    <>
      <h3>At rest</h3>
      <p>
        {placement === 'worst'
          ? 'Each service stands where the scheduler may leave it at worst, after rollouts and failures, as far as all have room beside each other.'
          : 'Each service stands as a first deployment spreads it most evenly.'}
      </p>
      <ul>
        {kinds.map((kind) => (
          <Survey key={kind} kind={kind} events={events.filter((it) => it.kind === kind)} />
        ))}
      </ul>
      <p class="hint">Choose an event above, or a zone or a node in the picture.</p>
    </>
  );
}

const whats: Readonly<Record<SceneEventKind, readonly [one: string, any: string]>> = {
  'lose zone': ['zone is lost', 'Any zone is lost'],
  'lose node': ['node is lost', 'Any node is lost'],
  'drain node': ['node is drained', 'Any node is drained'],
  'roll out': ['service is rolled out', 'Any service is rolled out'],
};

/** How many events of a kind stop a service. */
function Survey({ kind, events }: { readonly kind: SceneEventKind; readonly events: readonly SceneEvent[] }) {
  const counted = (answers: Outcome['state']) => events.filter(({ effects }) => effects.some((it) => it.answers === answers)).length;
  const state: Outcome['state'] = counted('no') > 0 ? 'no' : counted('unknown') > 0 ? 'unknown' : 'yes';
  const [one, any] = whats[kind];
  const count = counted(state);
  const words = {
    yes: `${any}: every service answers`,
    no: `${count} of ${events.length} times a ${one}, a service stops answering`,
    unknown: `${count} of ${events.length} times a ${one}, nobody knows whether all services answer`,
  };
  return (
    <li class={state}>
      <p>
        <span class="mark" aria-hidden="true">
          {marks[state][0]}
        </span>
        {words[state]}
      </p>
    </li>
  );
}

/** Services up to which each is told; of more, those first that don't answer. */
const FEW = 12;

function Effects({ outcome }: { readonly outcome: Outcome }) {
  const ordered = (['no', 'unknown', 'yes'] as const).flatMap((answers) => outcome.services.filter((it) => it.answers === answers));
  const shown = ordered.length > FEW ? ordered.slice(0, FEW / 2) : outcome.services;
  const rest = ordered.slice(shown.length);
  const answering = rest.filter(({ answers }) => answers === 'yes').length;
  return (
    <>
      <h3>{outcome.title}</h3>
      {outcome.services.length === 0 ? <p>No pod runs there.</p> : null}
      <ul>
        {shown.map(({ name, answers, summary, fates, failing }) => (
          <li key={name} class={answers}>
            <p>
              <span class="mark" aria-hidden="true">
                {marks[answers][0]}
              </span>
              <strong>
                <bdi>{name}</bdi> {marks[answers][1]}
              </strong>
              : {summary}
            </p>
            <ul>
              {fates.map((line) => (
                <li key={line}>{line}</li>
              ))}
              {failing.slice(0, 1).map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
            {failing.length > 1 ? <More lines={failing.slice(1)} /> : null}
          </li>
        ))}
      </ul>
      {shown.length === outcome.services.length ? null : (
        <p>
          {rest.length} more services are touched: {answering === rest.length ? 'all answer' : `${answering} answer`}.
        </p>
      )}
    </>
  );
}

function More({ lines }: { readonly lines: readonly string[] }) {
  return (
    <details>
      <summary>{lines.length === 1 ? 'Its cause' : `Its ${lines.length} causes`}</summary>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </details>
  );
}
