import type { Downtime, Estimate, ServiceResult } from '../availability';
import { idOf } from '../manifests/identity';
import { InputError } from '../manifests/input-error';
import { nearest } from '../manifests/nearest';
import { choice } from '../manifests/words';
import { minutes, minutesWithRange } from './amounts';
import { dependencyLines } from './dependencies';
import { headingOf } from './downtime';
import { estimatesOf } from './estimates';
import { changesText, riskText } from './explained-rows';
import { recordText } from './record';
import { savingText } from './savings';

/**
 * Everything behind the figure of one service: each row with its factors, their ranges, sources and reasons, what would shorten it, what the sum leaves out, and
 * where the sources can be read.
 *
 * @param name `backend`, `shop/backend` or `Deployment/shop/backend`
 * @throws InputError if no service or several have that name
 */
export function explanation(services: readonly ServiceResult[], name: string): string {
  const service = named(services, name);
  const { downtime, kind, namespace, cutSets } = service;
  const { risks, notIncluded, changes, savings = [], unhelpful = [], record = [] } = downtime;
  const sections = [
    `${kind} ${namespace ? `${namespace}/` : ''}${headingOf(service)}`,
    ...listed('Dependencies', dependencyLines(service)),
    ...risks.map((risk) => riskText(risk, cutSets)),
    sumText(downtime),
    ...(record.length === 0 ? [] : [recordText(record, service.service)]),
    ...(changes === undefined ? [] : [changesText(changes, downtime.left)]),
    ...listed(
      'To shorten it',
      savings.map((saving) => savingText(saving, downtime.verdict === 'kept')),
    ),
    ...listed(
      'Of no use here',
      unhelpful.map(({ what, because }) => `${what}: ${because}`),
    ),
    ...listed(
      'Not included',
      notIncluded.map(({ what, because }) => `${what}: ${because}`),
    ),
    RANGES,
    ...listed('Sources', sourcesOf(downtime)),
  ];
  return `${sections.join('\n\n')}\n`;
}

function listed(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`${title}:\n${lines.map((line) => `  ${line}`).join('\n')}`];
}

/** Why a figure has the range that it has, by what it rests on. */
const RANGES = `What a figure rests on, before its source:
  manifests, topology  what they say, and no range but what the topology's factor gives it
  default              what the software does where nothing else is written
  measured             a range that the source gives, or as much as a factor of the topology says
  estimated            from your own record of incidents: the 90% interval, which is wide where they are few
  commitment           of a provider: half or twice as much, or as the topology's factor says
  assumption           nobody has measured it: rates of failures a third or three times as much, work and releases half or twice
The factors 2 and 3 are our judgement, which nobody has measured either: https://github.com/nines-dev/nines/blob/main/docs/decisions/0090-what-a-year-costs.md`;

function sumText({ risks, sum, left, allowed, verdict, decisive = [] }: Downtime): string {
  const allows = `the ${minutes(allowed ?? 0)} minutes that the target allows`;
  const verdicts = {
    kept: `kept: even ${minutes(sum.high)} minutes are within ${allows}`,
    missed: `missed: even ${minutes(sum.low)} minutes are more than ${allows}`,
    unknown: `unknown: ${allows} lie between ${minutes(sum.low)} and ${minutes(sum.high)}`,
  };
  return [
    `together: ${minutesWithRange(sum)} minutes a year, the sum of the ${risks.length} rows above`,
    ...(left === undefined ? [] : [`left for changes: ${minutesWithRange(left)} minutes a year`]),
    ...(verdict === undefined ? [] : [`budget ${verdicts[verdict]}`]),
    ...(decisive.length > 0 ? [`  decided by: ${decisive.join(', ')}`] : []),
  ].join('\n');
}

/** Each source that can be read somewhere, once. Where a figure has several, its address is that of the first. */
function sourcesOf({ risks, changes }: Downtime): readonly string[] {
  const estimates: readonly Estimate[] = [
    ...risks.flatMap((risk) => estimatesOf(risk).map(([, estimate]) => estimate)),
    ...(changes === undefined ? [] : [changes.releases, changes.failing, changes.share, changes.notice, changes.recover]),
  ];
  const addresses = new Map(
    estimates.flatMap(({ source, url }) => (url === undefined ? [] : [[source.split('; ')[0] as string, url] as const])),
  );
  return [...addresses].map(([source, url]) => `${source}: ${url}`);
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
