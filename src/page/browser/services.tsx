import { useState } from 'preact/hooks';
import type { ServiceResult } from '../../availability';
import { percentageOf } from '../../manifests/percentage';
import { minutes } from '../../report/amounts';
import { ninesText, ranked, upText } from '../headline';
import { Table } from './table';

const marks = { proved: ['✓', 'Proved'], refuted: ['✕', 'Refuted'], unknown: ['?', 'Unknown'] } as const;
const budgets = { kept: 'budget kept', missed: 'budget missed', unknown: 'budget uncertain' } as const;

/** Services up to which each has a card. */
const FEW = 12;

/** Cards of many services: those with the least left. */
const FIRST = 6;

interface ServicesProps {
  readonly services: readonly ServiceResult[];
  readonly chosen: number;
  readonly onChoose: (at: number) => void;
}

/** A card for each service. Of many only those with the least left have one, and all are a table that is opened. */
export function ServiceCards({ services, chosen, onChoose }: ServicesProps) {
  const isMany = services.length > FEW;
  const [isOpen, setIsOpen] = useState(false);
  const shown = isMany ? ranked(services).slice(0, FIRST) : services;
  return (
    <>
      {isMany ? <p>{`${services.length} services: ${countsOf(services)}. First those with the least left of their targets.`}</p> : null}
      <ul class="cards" aria-label="Services">
        {shown.map((service) => (
          <li key={idOf(service)}>
            <Card service={service} isChosen={service === services[chosen]} onChoose={() => onChoose(services.indexOf(service))} />
          </li>
        ))}
      </ul>
      {isMany ? (
        <details open={isOpen} onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
          <summary>All {services.length} services</summary>
          {isOpen ? <All services={services} chosen={chosen} onChoose={onChoose} /> : null}
        </details>
      ) : null}
    </>
  );
}

function idOf({ kind, namespace, service }: ServiceResult): string {
  return `${kind}/${namespace}/${service}`;
}

/** `480 proved, 20 unknown`. */
function countsOf(services: readonly ServiceResult[]): string {
  const counts = (['refuted', 'unknown', 'proved'] as const).map((verdict) => [
    verdict,
    services.filter((it) => it.verdict === verdict).length,
  ]);
  return counts.flatMap(([verdict, count]) => (count === 0 ? [] : [`${count} ${verdict}`])).join(', ');
}

function All({ services, chosen, onChoose }: ServicesProps) {
  return (
    <Table
      columns={[{ title: 'Service' }, { title: 'Verdict' }, { title: 'Up', kind: 'number' }, { title: 'Minutes a year', kind: 'number' }]}
      rows={ranked(services).map((service) => {
        const { verdict, downtime } = service;
        const [mark, word] = marks[verdict];
        const at = services.indexOf(service);
        return {
          key: idOf(service),
          cells: [
            <button key="name" type="button" class="name" aria-pressed={at === chosen} onClick={() => onChoose(at)}>
              <bdi>{service.service}</bdi>
            </button>,
            `${mark} ${word}${downtime.verdict ? `, ${budgets[downtime.verdict]}` : ''}`,
            upText(downtime.sum.value),
            `${minutes(downtime.sum.value)}${downtime.allowed === undefined ? '' : ` of ${minutes(downtime.allowed)}`}`,
          ],
        };
      })}
    />
  );
}

function Card({
  service,
  isChosen,
  onChoose,
}: {
  readonly service: ServiceResult;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}) {
  const { verdict, downtime, target } = service;
  const [mark, word] = marks[verdict];
  const { sum, allowed } = downtime;
  return (
    <button
      type="button"
      class={`card ${verdict === 'proved' && downtime.verdict !== 'missed' ? 'fine' : verdict === 'unknown' ? 'open' : 'bad'}`}
      aria-pressed={isChosen}
      onClick={onChoose}
      data-service={service.service}
      data-minutes={sum.value}
      data-capacity={service.minutesPerYear}
      data-nines={service.nines ?? ''}
      data-verdict={verdict}
    >
      <span class="name">
        <bdi>{service.service}</bdi>
      </span>
      <span class="badge">
        <span aria-hidden="true">{mark}</span> {word}
        {downtime.verdict ? `, ${budgets[downtime.verdict]}` : ''}
      </span>
      <span class="figure">{upText(sum.value)}</span>
      <span class="note">
        {ninesText(sum.value)} · {minutes(sum.value)} min a year
        {allowed !== undefined && target !== undefined ? ` of ${minutes(allowed)} that ${percentageOf(target)} allows` : ', no target'}
      </span>
      {allowed === undefined ? null : <Meter used={sum.value} allowed={allowed} />}
    </button>
  );
}

/** How much of the allowance is used. */
function Meter({ used, allowed }: { readonly used: number; readonly allowed: number }) {
  const share = allowed > 0 ? Math.min(1, used / allowed) : 1;
  return (
    <svg class={`meter ${used > allowed ? 'over' : ''}`} aria-hidden="true" width="100%" height="6">
      <rect class="track" width="100%" height="6" rx="3" />
      <rect class="used" width={`${share * 100}%`} height="6" rx="3" />
    </svg>
  );
}
