import type { ServiceResult } from '../../availability';
import { percentageOf } from '../../manifests/percentage';
import { minutes } from '../../report/amounts';
import { ninesText, upText } from '../headline';

const marks = { proved: ['✓', 'Proved'], refuted: ['✕', 'Refuted'], unknown: ['?', 'Unknown'] } as const;
const budgets = { kept: 'budget kept', missed: 'budget missed', unknown: 'budget uncertain' } as const;

/** A card for each service; many are a list. */
export function ServiceCards({
  services,
  chosen,
  onChoose,
}: {
  readonly services: readonly ServiceResult[];
  readonly chosen: number;
  readonly onChoose: (at: number) => void;
}) {
  return (
    <ul class="cards" aria-label="Services">
      {services.slice(0, 60).map((service, at) => (
        <li key={`${service.kind}/${service.namespace}/${service.service}`}>
          <Card service={service} isChosen={at === chosen} onChoose={() => onChoose(at)} />
        </li>
      ))}
      {services.length > 60 ? <li class="more">{services.length - 60} more: choose them under “A year, cause by cause”.</li> : null}
    </ul>
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
