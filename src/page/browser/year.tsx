import type { Range, ServiceResult } from '../../availability';
import { percentageOf } from '../../manifests/percentage';
import { minutes, minutesWithRange } from '../../report/amounts';
import { estimatesOf, riskName } from '../../report/estimates';
import { shortage } from '../../report/left-for-changes';
import { type Row, Table } from './table';

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
  const row = (bar: Bar) => barRow(bar, { most, allowed });
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
          : `${sentence(because ?? '')} The dashed line is what the target of ${percentageOf(target)} allows.`}
      </p>
      <Table
        testId="year"
        caption="Minutes of failing requests a year, with the range that the sources leave (thin line)"
        columns={[{ title: 'Cause' }, { title: `0 to ${minutes(most)}`, kind: 'bar' }, { title: 'Minutes', kind: 'number' }]}
        rows={[
          ...costly.slice(0, SHOWN).map((risk) => row({ name: riskName(risk), note: risk.cause, range: risk.minutes })),
          ...(costly.length > SHOWN
            ? [row({ name: `${costly.length - SHOWN} smaller`, range: summed(costly.slice(SHOWN).map((it) => it.minutes)) })]
            : []),
        ]}
        foot={[
          row({ kind: 'total', name: 'Together', range: sum }),
          ...(left === undefined
            ? []
            : [row({ kind: 'left', name: left.value < 0 ? 'Left for changes: none' : 'Left for changes', range: left })]),
          ...(changes === undefined
            ? []
            : [
                row({
                  kind: 'planned',
                  name: 'What releases are expected to cost',
                  note: short === undefined ? undefined : `${minutes(short)} more than is left`,
                  range: changes.minutes,
                }),
              ]),
        ]}
      />
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

interface Bar {
  readonly kind?: 'total' | 'left' | 'planned';
  readonly name: string;
  readonly note?: string;
  readonly range: Range;
}

interface Scale {
  readonly most: number;
  readonly allowed: number | undefined;
}

function barRow({ kind, name, note, range }: Bar, { most, allowed }: Scale): Row {
  const percent = (value: number) => `${Math.min(100, Math.max(0, (value / most) * 100))}%`;
  return {
    key: `${kind} ${name}`,
    class: kind,
    cells: [
      <>
        <bdi>{name}</bdi>
        {note === undefined ? null : <small>{note}</small>}
      </>,
      <svg key="bar" width="100%" height="20" aria-hidden="true">
        <rect class="value" y="4" height="12" width={percent(range.value)} rx="2" />
        <line class="range" x1={percent(range.low)} x2={percent(range.high)} y1="10" y2="10" />
        {allowed === undefined ? null : <line class="limit" x1={percent(allowed)} x2={percent(allowed)} y1="0" y2="20" />}
      </svg>,
      minutesWithRange(range),
    ],
  };
}

/** Each row with its factors and where they come from, and what no row counts. */
function Sources({ service: { downtime } }: { readonly service: ServiceResult }) {
  return (
    <>
      <details>
        <summary>Where each figure comes from</summary>
        <Table
          columns={[{ title: 'Cause' }, { title: 'Figure' }, { title: 'Value', kind: 'number' }, { title: 'Rests on' }]}
          rows={downtime.risks.flatMap((risk) =>
            estimatesOf(risk).map(([name, estimate]) => ({
              key: `${risk.id} ${risk.of} ${name}`,
              cells: [
                riskName(risk),
                name,
                Number(estimate.value.toPrecision(4)),
                <>
                  {estimate.basis}: <Source source={estimate.source} url={estimate.url} />
                  {estimate.because === undefined ? '' : ` (${estimate.because})`}
                </>,
              ],
            })),
          )}
        />
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
