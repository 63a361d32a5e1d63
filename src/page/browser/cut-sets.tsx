import type { ServiceResult } from '../../availability';
import { minutes, share } from '../../report/amounts';
import { type Row, Table } from './table';

const YEAR = 525_960;

/** Which failures together stop a service, and their share of the time in which it has too few pods. */
export function CutSets({ service }: { readonly service: ServiceResult }) {
  const { cutSets, singlePointsOfFailure, stuck, unavailability, nines } = service;
  return (
    <section aria-labelledby="cuts">
      <h2 id="cuts">What stops {service.service}</h2>
      {singlePointsOfFailure.length + stuck.length === 0 ? (
        <p>
          No single event. It takes several at once, so that fewer pods are ready than it needs: {minutes(service.minutesPerYear)} minutes a
          year
          {nines === null ? '' : `, ${(Math.floor(nines * 10) / 10).toFixed(1)} nines`}, part of the year above.
        </p>
      ) : (
        <ul>
          {singlePointsOfFailure.map(({ event, because, object }) => (
            <li key={`${event} ${object}`}>
              <strong>{event}</strong>: {because}. <code>{object}</code>
            </li>
          ))}
          {stuck.map(({ event, because, object, certain }) => (
            <li key={`${event} ${because}`}>
              <strong>
                {event} {certain ? 'never ends' : 'may never end'}
              </strong>
              : {because}. <code>{object}</code>
            </li>
          ))}
        </ul>
      )}
      {cutSets.length === 0 ? null : <Sets cutSets={cutSets} all={Math.max(unavailability.upper, 1e-300)} />}
      <Tried service={service} />
    </section>
  );
}

/** Sets with a smaller share are a sum. */
const RARE = 0.001;

/** The likeliest sets, each with its share of all the time in which the service has too few pods. */
function Sets({ cutSets, all }: { readonly cutSets: ServiceResult['cutSets']; readonly all: number }) {
  const rowOf = (name: string, probability: number): Row => {
    const part = Math.min(1, probability / all);
    const text = part < RARE ? `less than ${share(RARE)}` : share(part);
    return {
      key: name,
      cells: [
        <bdi key="name">{name}</bdi>,
        <>
          <svg width="100%" height="20" aria-hidden="true">
            <rect class="value" y="4" height="12" width={`${part * 100}%`} rx="2" />
          </svg>
          <small>{text}</small>
        </>,
        minutes(probability * YEAR),
      ],
    };
  };
  const [likely, rare] = [cutSets.filter((it) => it.probability >= RARE * all), cutSets.filter((it) => it.probability < RARE * all)];
  const rows = (rare.length > 1 ? likely : cutSets).map(({ events, probability }) => rowOf(events.join(' and '), probability));
  const rest = rare.reduce((sum, { probability }) => sum + probability, 0);
  return (
    <Table
      caption="The smallest sets of failures that stop it, the likeliest first"
      columns={[{ title: 'At the same time' }, { title: 'Share of the time', kind: 'bar' }, { title: 'Minutes a year', kind: 'number' }]}
      rows={rare.length > 1 ? [...rows, rowOf(`${rare.length} rarer sets`, rest)] : rows}
    />
  );
}

const back = { guaranteed: 'elsewhere, surely', possible: 'elsewhere, maybe', impossible: 'when what failed is back' } as const;

/** Every event that was tried, each in its worst legal placement. */
function Tried({ service: { events } }: { readonly service: ServiceResult }) {
  return (
    <details>
      <summary>Every event that was tried, in the worst placement</summary>
      <Table
        columns={[
          { title: 'Event' },
          { title: 'Answers' },
          { title: 'Ready', kind: 'number' },
          { title: 'Needed', kind: 'number' },
          { title: 'Lost pods come back' },
        ]}
        rows={events.map(({ event, survives, worstReady, needed, recovers, required }) => ({
          key: event,
          cells: [required ? event : `${event} (not required)`, survives ? '✓ yes' : '✕ no', worstReady, needed, back[recovers]],
        }))}
      />
    </details>
  );
}
