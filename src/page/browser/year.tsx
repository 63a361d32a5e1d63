import type { Range, ServiceResult } from '../../availability';
import { percentageOf } from '../../manifests/percentage';
import { minutes, minutesWithRange } from '../../report/amounts';
import { estimatesOf, riskName, sourceOf } from '../../report/estimates';
import { shortage } from '../../report/left-for-changes';

interface YearProps {
  readonly service: ServiceResult;
  readonly services: readonly ServiceResult[];
  readonly chosen: number;
  readonly onChoose: (at: number) => void;
}

/** Rows that are shown before the rest is asked for. */
const SHOWN = 8;

/** What a year costs a service, a bar for each cause, against what its target allows. */
export function Year({ service, services, chosen, onChoose }: YearProps) {
  const { downtime, target } = service;
  const { risks, sum, allowed, left, changes, because } = downtime;
  const costly = risks.filter(({ minutes: cost }) => cost.high > 0);
  const most = Math.max(sum.high, allowed ?? 0, changes?.minutes.value ?? 0, 1e-9) * 1.02;
  const short = shortage(downtime);
  return (
    <section aria-labelledby="year">
      <h2 id="year">A year, cause by cause</h2>
      <label class="filter">
        <span class="label">Service</span>{' '}
        <select value={String(chosen)} onChange={({ currentTarget }) => onChoose(Number(currentTarget.value))}>
          {services.map((it, at) => (
            <option key={`${it.kind}/${it.namespace}/${it.service}`} value={String(at)}>
              {it.service}
            </option>
          ))}
        </select>
      </label>
      <p>
        {allowed === undefined || target === undefined
          ? `${service.service} has no target: nothing says how much is too much.`
          : `The target of ${percentageOf(target)} allows ${minutes(allowed)} minutes a year, the dashed line. ${sentence(because ?? '')}`}
      </p>
      <div class="scroll">
        <table class="bars" data-testid="year">
          <caption>Minutes of failing requests a year, with the range that the sources leave (thin line)</caption>
          <thead>
            <tr>
              <th scope="col">Cause</th>
              <th scope="col" class="bar">
                <span class="hint">0 to {minutes(most)}</span>
              </th>
              <th scope="col" class="number">
                Minutes
              </th>
            </tr>
          </thead>
          <tbody>
            {costly.slice(0, SHOWN).map((risk) => (
              <Row
                key={`${risk.id} ${risk.of}`}
                name={riskName(risk)}
                note={risk.cause}
                range={risk.minutes}
                most={most}
                allowed={allowed}
                title={sourceOf(risk)}
              />
            ))}
            {costly.length > SHOWN ? (
              <Row
                name={`${costly.length - SHOWN} smaller`}
                range={summed(costly.slice(SHOWN).map((it) => it.minutes))}
                most={most}
                allowed={allowed}
              />
            ) : null}
          </tbody>
          <tfoot>
            <Row kind="total" name="Together" range={sum} most={most} allowed={allowed} />
            {left === undefined ? null : (
              <Row
                kind="left"
                name={left.value < 0 ? 'Left for changes: none' : 'Left for changes'}
                range={left}
                most={most}
                allowed={allowed}
              />
            )}
            {changes === undefined ? null : (
              <Row
                kind="planned"
                name="What releases are expected to cost"
                note={short === undefined ? undefined : `${minutes(short)} more than is left`}
                range={changes.minutes}
                most={most}
                allowed={allowed}
              />
            )}
          </tfoot>
        </table>
      </div>
      <Sources service={service} />
    </section>
  );
}

function sentence(text: string): string {
  return text === '' ? '' : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function summed(ranges: readonly Range[]): Range {
  const sum = (read: (range: Range) => number) => ranges.reduce((sofar, it) => sofar + read(it), 0);
  return { value: sum((it) => it.value), low: sum((it) => it.low), high: sum((it) => it.high) };
}

interface RowProps {
  readonly kind?: 'total' | 'left' | 'planned';
  readonly name: string;
  readonly note?: string;
  readonly title?: string;
  readonly range: Range;
  readonly most: number;
  readonly allowed: number | undefined;
}

function Row({ kind, name, note, title, range, most, allowed }: RowProps) {
  const percent = (value: number) => `${Math.min(100, Math.max(0, (value / most) * 100))}%`;
  return (
    <tr class={kind}>
      <th scope="row" title={title}>
        <bdi>{name}</bdi>
        {note === undefined ? null : <small>{note}</small>}
      </th>
      <td class="bar">
        <svg width="100%" height="20" aria-hidden="true">
          <rect class="value" y="4" height="12" width={percent(range.value)} rx="2" />
          <line class="range" x1={percent(range.low)} x2={percent(range.high)} y1="10" y2="10" />
          {allowed === undefined ? null : <line class="limit" x1={percent(allowed)} x2={percent(allowed)} y1="0" y2="20" />}
        </svg>
      </td>
      <td class="number">{minutesWithRange(range)}</td>
    </tr>
  );
}

/** Each row with its factors and where they come from, and what no row counts. */
function Sources({ service: { downtime } }: { readonly service: ServiceResult }) {
  return (
    <>
      <details>
        <summary>Where each figure comes from</summary>
        <div class="scroll">
          <table>
            <thead>
              <tr>
                <th scope="col">Cause</th>
                <th scope="col">Figure</th>
                <th scope="col" class="number">
                  Value
                </th>
                <th scope="col">Rests on</th>
              </tr>
            </thead>
            <tbody>
              {downtime.risks.flatMap((risk) =>
                estimatesOf(risk).map(([name, estimate]) => (
                  <tr key={`${risk.id} ${risk.of} ${name}`}>
                    <td>{riskName(risk)}</td>
                    <td>{name}</td>
                    <td class="number">{Number(estimate.value.toPrecision(4))}</td>
                    <td>
                      {estimate.basis}: <Source source={estimate.source} url={estimate.url} />
                      {estimate.because === undefined ? '' : ` (${estimate.because})`}
                    </td>
                  </tr>
                )),
              )}
            </tbody>
          </table>
        </div>
      </details>
      <details>
        <summary>What no row counts</summary>
        <ul>
          {downtime.notIncluded.map(({ what, because }) => (
            <li key={what}>
              {what}: {because}
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}

/** Only an address of the web is a link. */
function Source({ source, url }: { readonly source: string; readonly url: string | undefined }) {
  if (url === undefined || !/^https?:\/\//.test(url)) return <>{source}</>;
  return (
    <a href={url} rel="noreferrer noopener" target="_blank">
      {source}
    </a>
  );
}
