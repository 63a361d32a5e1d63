import type { Outcome } from '../outcome';

const marks = { yes: ['✓', 'answers'], no: ['✕', 'does not answer'], unknown: ['?', 'unknown'] } as const;

/** What an event does, in words. Screen readers hear it when it changes. */
export function OutcomeText({ outcome, placement }: { readonly outcome: Outcome | undefined; readonly placement: 'worst' | 'expected' }) {
  return (
    <div class={`outcome ${outcome?.state ?? 'rest'}`} aria-live="polite" data-testid="outcome">
      {outcome ? <Effects outcome={outcome} /> : <AtRest placement={placement} />}
    </div>
  );
}

function AtRest({ placement }: { readonly placement: 'worst' | 'expected' }) {
  return (
    <>
      <h3>At rest</h3>
      <p>
        {placement === 'worst'
          ? 'Each service stands where the scheduler may leave it at worst, after rollouts and failures, as far as all have room beside each other.'
          : 'Each service stands as a first deployment spreads it most evenly.'}
      </p>
      <p>Choose an event above, or a zone or a node in the picture.</p>
    </>
  );
}

function Effects({ outcome }: { readonly outcome: Outcome }) {
  return (
    <>
      <h3>{outcome.title}</h3>
      {outcome.services.length === 0 ? <p>No pod runs there.</p> : null}
      <ul>
        {outcome.services.slice(0, 40).map(({ name, answers, summary, fates, failing }) => (
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
      {outcome.services.length > 40 ? <p>{outcome.services.length - 40} more services are touched.</p> : null}
    </>
  );
}

function More({ lines }: { readonly lines: readonly string[] }) {
  return (
    <details>
      <summary>{lines.length === 1 ? 'One cause more' : `${lines.length} causes more`}</summary>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </details>
  );
}
