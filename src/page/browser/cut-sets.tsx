import type { ServiceResult } from '../../availability';
import { minutes, share } from '../../report/amounts';

const YEAR = 525_960;

/** Which failures together stop a service, and their share of the time in which it has too few pods. */
export function CutSets({ service }: { readonly service: ServiceResult }) {
  const { cutSets, singlePointsOfFailure, stuck, unavailability, nines } = service;
  const all = Math.max(unavailability.upper, 1e-300);
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
      {cutSets.length === 0 ? null : (
        <div class="scroll">
          <table class="bars">
            <caption>The smallest sets of failures that stop it, the likeliest first</caption>
            <thead>
              <tr>
                <th scope="col">At the same time</th>
                <th scope="col">Share of the time</th>
                <th scope="col" class="number">
                  Minutes a year
                </th>
              </tr>
            </thead>
            <tbody>
              {cutSets.map(({ events, probability }) => (
                <tr key={events.join()}>
                  <th scope="row">
                    <bdi>{events.join(' and ')}</bdi>
                  </th>
                  <td class="bar">
                    <svg width="100%" height="20" role="img" aria-label={share(Math.min(1, probability / all))}>
                      <rect class="value" y="4" height="12" width={`${Math.min(100, (probability / all) * 100)}%`} rx="2" />
                    </svg>
                    <small>{share(Math.min(1, probability / all))}</small>
                  </td>
                  <td class="number">{minutes(probability * YEAR)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Tried service={service} />
    </section>
  );
}

const back = { guaranteed: 'elsewhere, surely', possible: 'elsewhere, maybe', impossible: 'when what failed is back' } as const;

/** Every event that was tried, each in its worst legal placement. */
function Tried({ service: { events } }: { readonly service: ServiceResult }) {
  return (
    <details>
      <summary>Every event that was tried, in the worst placement</summary>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">Event</th>
              <th scope="col">Answers</th>
              <th scope="col" class="number">
                Ready
              </th>
              <th scope="col" class="number">
                Needed
              </th>
              <th scope="col">Lost pods come back</th>
            </tr>
          </thead>
          <tbody>
            {events.map(({ event, survives, worstReady, needed, recovers, required }) => (
              <tr key={event}>
                <th scope="row">
                  {event}
                  {required ? '' : ' (not required)'}
                </th>
                <td>{survives ? '✓ yes' : '✕ no'}</td>
                <td class="number">{worstReady}</td>
                <td class="number">{needed}</td>
                <td>{back[recovers]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
