import type { Estimate, Range, Risk, ServiceResult } from '../availability';
import { YEAR } from '../availability/risk/estimate';
import { idOf } from '../manifests/identity';
import { InputError } from '../manifests/input-error';
import { nearest } from '../manifests/nearest';
import { choice } from '../manifests/words';
import { duration, minutes, minutesWithRange, rounded, share } from './amounts';
import { table } from './columns';
import { estimatesOf, headingOf, riskName } from './downtime';
import { recordText } from './record';

/**
 * Everything behind the figure of one service: each row with its factors, their ranges, sources and reasons, and what the sum leaves out.
 *
 * @param name `backend`, `shop/backend` or `Deployment/shop/backend`
 * @throws InputError if no service or several have that name
 */
export function explanation(services: readonly ServiceResult[], name: string): string {
  const service = named(services, name);
  const { risks, sum, left, because, decisive = [], notIncluded, changes, savings = [], record = [] } = service.downtime;
  return [
    `${service.kind} ${service.namespace ? `${service.namespace}/` : ''}${headingOf(service)}`,
    ...risks.map(riskText),
    [
      `together: ${minutesWithRange(sum)} minutes a year`,
      ...(left === undefined ? [] : [`left for changes: ${minutesWithRange(left)} minutes a year`]),
      ...(because === undefined ? [] : [`  ${because}`]),
      ...(decisive.length > 0 ? [`  decided by: ${decisive.join(', ')}`] : []),
    ].join('\n'),
    ...(record.length === 0 ? [] : [recordText(record)]),
    ...(changes === undefined ? [] : [changesText(changes)]),
    ...(savings.length === 0 ? [] : [`To shorten it:\n${savings.map(savingText).join('\n')}`]),
    notIncluded.length === 0
      ? 'Nothing else is known to be left out.'
      : `Not included:\n${notIncluded.map(({ what, because }) => `  ${what}: ${because}`).join('\n')}`,
  ]
    .join('\n\n')
    .concat('\n');
}

function savingText({ won, change, of }: NonNullable<ServiceResult['downtime']['savings']>[number]): string {
  return `  ${minutes(won)} minutes a year less${of === 'changes' ? ' of what releases cost' : ''}: ${change}`;
}

function named(services: readonly ServiceResult[], name: string): ServiceResult {
  const namesOf = ({ kind, namespace, service }: ServiceResult) => [
    service,
    ...(namespace ? [`${namespace}/${service}`] : []),
    idOf({ kind, namespace, name: service }),
  ];
  const found = services.filter((service) => namesOf(service).includes(name));
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  const full = (of: readonly ServiceResult[]) => choice(of.map((service) => namesOf(service).at(-1) as string));
  if (found.length > 1) throw new InputError(`--explain: ${found.length} services are named '${name}'`, `write ${full(found)}`);
  if (services.length === 0)
    throw new InputError(`--explain: no service '${name}'`, 'the manifests have no Deployment, StatefulSet or DaemonSet');
  const meant = nearest(name, services.flatMap(namesOf));
  throw new InputError(`--explain: no service '${name}'`, `write ${meant ?? full(services)}`);
}

/** A row: what it costs, by which formula, and each factor with its source. */
function riskText(risk: Risk): string {
  const { cause, minutes: cost, events, unavailability } = risk;
  const factors = estimatesOf(risk);
  const formula = events
    ? `${rounded(events.value, 3)} a year x ${share(risk.share.value)} of requests x ${timesOf(risk)} / 60`
    : unavailability &&
      `${Number(unavailability.value.toPrecision(3))} of the time x ${share(risk.share.value)} of requests x ${YEAR / 60} minutes`;
  const rows = factors.map(([name, estimate]) => [name, figureOf(name, estimate), originOf(estimate)]);
  return [
    `${riskName(risk)}: ${cause}`,
    `  ${minutesWithRange(cost)} minutes a year${formula ? ` = ${formula}` : ''}`,
    // The table has no heading: its first row is one like the others.
    table(rows).replaceAll(/^/gm, '    '),
  ].join('\n');
}

function timesOf({ notice, recover }: Risk): string {
  const seconds = [notice, recover].flatMap((it) => (it === undefined ? [] : `${rounded(it.value, 3)} s`));
  return seconds.length > 1 ? `(${seconds.join(' + ')})` : seconds.join('');
}

/** Each end of an estimate in its unit. */
function figureOf(name: string, estimate: Range): string {
  const unit = { 'a year': (it: number) => rounded(it, 3), users: share, notice: duration, recover: duration }[name];
  return ranged(estimate, unit ?? ((it) => String(Number(it.toPrecision(3)))));
}

function ranged({ value, low, high }: Range, text: (figure: number) => string): string {
  return text(low) === text(high) ? text(value) : `${text(value)} (${text(low)} to ${text(high)})`;
}

/** What an estimate rests on, who says so, and how it is computed. */
function originOf({ basis, source, because }: Estimate): string {
  const origin = source.startsWith(basis) ? source : `${basis}: ${source}`;
  return because === undefined ? origin : `${origin} (${because})`;
}

function changesText({
  releases,
  failing,
  notice,
  recover,
  share: users,
  minutes: cost,
  affordable,
}: NonNullable<ServiceResult['downtime']['changes']>): string {
  const rows = [
    ['releases', ranged(releases, (it) => `${rounded(it, 3)} a year`), releases],
    ['failing', ranged(failing, share), failing],
    ['users', ranged(users, share), users],
    ['notice', ranged(notice, duration), notice],
    ['recover', ranged(recover, duration), recover],
  ] as const;
  const lines = table(rows.map(([name, value, it]) => [name, value, originOf(it)])).replaceAll(/^/gm, '    ');
  const room =
    affordable === undefined
      ? ''
      : `\n  the target leaves room for ${ranged(affordable, (it) => rounded(it, 2))} failed releases of this length a year`;
  return `changes: not part of the sum, since they are paid for by what is left\n  ${minutesWithRange(cost)} minutes a year\n${lines}${room}`;
}
