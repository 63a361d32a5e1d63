/* Pages that show figures of the shop show those that the commands print: of the tests' own application, which stays what it is in a fork. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Testing } from 'cdk8s';
import { type ServiceResult, serviceTable } from '../../src';
import { mapped } from '../../src/availability/risk/estimate';
import type { Topology } from '../../src/cluster/topology';
import { minutes, minutesWithRange } from '../../src/report/amounts';
import { downtimeText } from '../../src/report/downtime';
import { expectedChanges, shortage } from '../../src/report/left-for-changes';
import { judge } from '../availability/judged';
import { Shop, type ShopEnvironment } from '../fixtures/shop/application';
import { environments, local, production, staging } from '../fixtures/shop/environments';

const ROOT = join(__dirname, '../..');

/** A page in one line. */
function page(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8').replaceAll(/\s+/g, ' ');
}

function servicesOf(environment: ShopEnvironment, change: (topology: Topology) => Topology = (it) => it): readonly ServiceResult[] {
  const manifests = Testing.synth(new Shop(Testing.app(), environment));
  return judge(manifests, change(environment.platform.topology), { withSavings: true }).services;
}

function of(services: readonly ServiceResult[], name: string): ServiceResult {
  const found = services.find(({ service }) => service === name);
  if (!found) throw new Error(`no ${name} of ${services.map(({ service }) => service).join(', ')}`);
  return found;
}

const pages = ['README.md', ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' }).map((file) => join('docs', file))];

test('no page calls a figure a ceiling: a bound says what it bounds', () => {
  expect(pages.filter((path) => path.endsWith('.md') && /\bceiling/i.test(page(path)))).toEqual([]);
});

/** As production is shipped: its autoscalers scale down, to one replica more. */
function scalingDown<Scaled extends { readonly scaleDown: 'never' }>({ scaleDown: _, ...service }: Scaled) {
  return { ...service, replicas: 4 };
}

const shipped = servicesOf({ ...production, backend: scalingDown(production.backend), frontend: scalingDown(production.frontend) });
const backend = of(shipped, 'backend');
const sum = (risks: ServiceResult['downtime']['risks']) => risks.reduce((total, it) => total + it.minutes.value, 0);
/** `121 minutes, 55 to 310`. */
const inProse = ({ downtime }: ServiceResult) => minutesWithRange(downtime.sum).replace(/^(\S+) \((.*)\)$/, '$1 minutes, $2');
const most = ({ downtime }: ServiceResult) => / to (\S+)\)$/.exec(minutesWithRange(downtime.sum))?.[1];
const allowed = ({ downtime }: ServiceResult) => minutes(downtime.allowed ?? Number.NaN);

test('README.md shows the table of production', () => {
  for (const line of [...serviceTable(shipped).split('\n'), ...expectedChanges(shipped)])
    expect(page('README.md')).toContain(line.trim().replaceAll(/\s+/g, ' '));
});

test("docs/check.md shows what a year costs production's backend", () => {
  const printed = [serviceTable([backend]), ...downtimeText([backend])].join('\n').split('\n');
  expect(printed.length).toBeGreaterThan(10);
  for (const line of printed) expect(page('docs/check.md')).toContain(line.trim().replaceAll(/\s+/g, ' '));
});

test("docs/availability.md adds the minutes of production's backend up", () => {
  const { risks } = backend.downtime;
  const outside = risks.filter(({ id }) => ['region', 'load-balancer'].includes(id));
  const searching = risks.filter((it) => it.of !== undefined);
  const capacity = risks.filter(({ id }) => id === 'capacity');
  const own = risks.filter((it) => ![...outside, ...searching, ...capacity].includes(it));
  expect(new Set(outside.map((it) => minutes(it.minutes.value)))).toEqual(new Set(['52.6']));
  const [ofSearch, ofOwn, ofCapacity] = [searching, own, capacity].map((it) => sum(it).toFixed(1));
  expect(page('docs/availability.md')).toContain(
    `Production's backend comes to ${inProse(backend)}: the region and the load balancer 52.6 each, failures and maintenance of Elasticsearch ${ofSearch}, its own pods and its entry point ${ofOwn}, capacity ${ofCapacity}.`,
  );
  const search = of(shipped, 'elasticsearch');
  expect(page('docs/availability.md')).toContain(
    `99.95% leaves ${allowed(search)}, which lie in that range; 99.9% leaves ${allowed(backend)},`,
  );
});

test('every environment has room for the releases that are expected to fail, and the pages say what would have none', () => {
  const all = [...environments.flatMap((environment) => servicesOf(environment)), ...shipped];
  expect(all.filter(({ downtime }) => shortage(downtime) !== undefined)).toEqual([]);
  const { sum: cost, changes } = of(shipped, 'frontend').downtime;
  const left = mapped(cost, (it) => (of(shipped, 'elasticsearch').downtime.allowed ?? Number.NaN) - it);
  const short = shortage({ left, changes })?.toFixed(1);
  expect(page('docs/availability.md')).toContain(
    `but the ${minutes(left.value)} between them are ${short} minutes less than the ${minutes(changes?.minutes.value ?? Number.NaN)} that releases are expected to cost`,
  );
  expect(page('docs/decisions/0098-short-losses.md')).toContain(
    `releases would be expected to cost ${short} minutes more than the ${minutes(left.value)} left`,
  );
});

test('no environment promises what one failed release would break at the upper end of the sum', () => {
  const promised = [...environments.flatMap((environment) => servicesOf(environment)), ...shipped].filter(
    ({ target }) => target !== undefined,
  );
  expect(promised.length).toBeGreaterThan(6);
  const without = promised.filter(({ downtime }) => !((downtime.changes?.affordable?.low ?? 0) >= 1));
  expect(without.map(({ service }) => service)).toEqual([]);
});

test('decision 162 says what staging would have left', () => {
  const { downtime } = of(servicesOf(staging), 'elasticsearch');
  const left = minutes(0.0005 * 525_960 - downtime.sum.high);
  expect(page('docs/decisions/0162-room-for-a-failed-release.md')).toContain(
    `costs ${inProse({ downtime } as ServiceResult)}: 99.95% leaves ${left} minutes at the upper end, 99.9% leaves ${minutes(downtime.left?.low ?? Number.NaN)}`,
  );
});

test('decision 90 says what other factors of a commitment would come to', () => {
  const thrice = (topology: Topology) => ({ ...topology, outside: topology.outside?.map((it) => ({ ...it, factor: 3 })) });
  const services = servicesOf(production, thrice);
  const [frontend, search] = [of(services, 'frontend'), of(services, 'elasticsearch')];
  const decision = page('docs/decisions/0090-what-a-year-costs.md');
  const capacity = backend.downtime.risks.find(({ id }) => id === 'capacity')?.minutes.value ?? Number.NaN;
  expect(decision).toContain(`production's backend has too few pods for ${minutes(capacity)} minutes a year`);
  expect(decision).toContain(`would cost ${inProse(frontend).replace(',', ' a year,')}: of the ${allowed(search)} that 99.95% leaves`);
  expect(frontend.downtime.sum.high).toBeGreaterThan(search.downtime.allowed ?? Number.NaN);
  expect(services.map(({ downtime }) => downtime.verdict)).toEqual(['kept', 'kept', 'kept']);
  expect(decision).toContain(
    `Elasticsearch 99.95% (${most(search)} at most), the frontend and the backend 99.9% (${most(frontend)} and ${most(of(services, 'backend'))} of ${allowed(backend)})`,
  );
});

test('decision 98 says what production promises, and decision 129 what the developer could', () => {
  const outside = backend.downtime.risks.filter(({ id }) => ['region', 'load-balancer'].includes(id));
  const high = Number(outside.reduce((total, it) => total + it.minutes.high, 0).toPrecision(2));
  expect(page('docs/decisions/0098-short-losses.md')).toContain(
    `Its backend's year costs ${inProse(backend)}, and 99.95% leaves ${allowed(of(shipped, 'elasticsearch'))}. The region and the load balancer have ${high} of the upper end`,
  );
  const own = of(servicesOf(local), 'backend');
  expect(page('docs/decisions/0129-local-promises-nothing.md')).toContain(
    `99.5% leaves ${minutes(0.005 * 525_960)} minutes, and a year of the backend costs ${inProse(own).replace(' minutes', '')}.`,
  );
});
