import { createHash } from 'node:crypto';
import type { Construct } from 'constructs';
import { refuse } from '../../parts/refuse';
import type { Dashboard, Panel } from './panel';

/** The version of Grafana's SDK that dashboards are built with. */
const SDK = '@grafana/grafana-foundation-sdk';
const VERSION = '0.0.21';

/** All dashboards of an application have a choice of the Prometheus that they ask. */
const DATA_SOURCE = { type: 'prometheus', uid: `$\{datasource}` };
const COLUMNS = 24;

type Sdk = ReturnType<typeof sdk>;

/** Loaded by those who build dashboards alone: it takes a tenth of a second, and is an optional peer of the package. */
function sdk() {
  return {
    common: require('@grafana/grafana-foundation-sdk/common') as typeof import('@grafana/grafana-foundation-sdk/common'),
    dashboard: require('@grafana/grafana-foundation-sdk/dashboard') as typeof import('@grafana/grafana-foundation-sdk/dashboard'),
    prometheus: require('@grafana/grafana-foundation-sdk/prometheus') as typeof import('@grafana/grafana-foundation-sdk/prometheus'),
    stat: require('@grafana/grafana-foundation-sdk/stat') as typeof import('@grafana/grafana-foundation-sdk/stat'),
    timeseries: require('@grafana/grafana-foundation-sdk/timeseries') as typeof import('@grafana/grafana-foundation-sdk/timeseries'),
  };
}

/** Refuses dashboards where Grafana's SDK isn't installed. Returns whether it is. */
export function requireSdk(construct: Construct, load: () => unknown = sdk): boolean {
  try {
    load();
    return true;
  } catch {
    refuse(construct, {
      setting: 'dashboards',
      message: `requires ${SDK}, which is not installed`,
      fix: `run npm install --save-dev --save-exact ${SDK}@${VERSION}, or omit dashboards`,
    });
    return false;
  }
}

/** A dashboard as Grafana imports it. @param identity what stays when the title changes, such as `shop/backend` */
export function grafanaJson({ title, rows }: Dashboard, identity: string): string {
  const grafana = sdk();
  const { DashboardBuilder, DatasourceVariableBuilder, RowBuilder, DashboardCursorSync } = grafana.dashboard;
  const builder = new DashboardBuilder(title)
    .uid(uidOf(identity))
    .tags(['nines'])
    .readonly()
    .tooltip(DashboardCursorSync.Crosshair)
    .time({ from: 'now-6h', to: 'now' })
    .refresh('1m')
    .withVariable(new DatasourceVariableBuilder('datasource').label('Data source').type('prometheus'));
  for (const row of rows) {
    builder.withRow(new RowBuilder(row.title));
    for (const panel of row.panels) builder.withPanel(panelBuilder(grafana, panel));
  }
  return `${JSON.stringify(builder.build(), undefined, 1)}\n`;
}

/** A uid has 40 characters at most, and is part of the address. */
function uidOf(identity: string): string {
  return `nines-${createHash('sha256').update(identity).digest('hex').slice(0, 16)}`;
}

function panelBuilder(grafana: Sdk, panel: Panel) {
  const builder = panel.kind === 'figure' ? figure(grafana, panel) : timeline(grafana, panel);
  if (panel.description !== undefined) builder.description(panel.description);
  if (panel.decimals !== undefined) builder.decimals(panel.decimals);
  return builder.title(panel.title).unit(panel.unit).datasource(DATA_SOURCE).targets(targets(grafana, panel));
}

function figure(grafana: Sdk, { limits }: Panel) {
  const newest = new grafana.common.ReduceDataOptionsBuilder().calcs(['lastNotNull']);
  const builder = new grafana.stat.PanelBuilder()
    .span(COLUMNS / 4)
    .height(4)
    .reduceOptions(newest);
  return limits ? builder.thresholds(thresholds(grafana, limits)) : builder;
}

function timeline(grafana: Sdk, { limits }: Panel) {
  const builder = new grafana.timeseries.PanelBuilder()
    .span(COLUMNS / 2)
    .height(8)
    .min(0)
    .lineWidth(1)
    .fillOpacity(5);
  if (!limits) return builder;
  const { GraphThresholdsStyleConfigBuilder, GraphThresholdsStyleMode } = grafana.common;
  const style = new GraphThresholdsStyleConfigBuilder().mode(GraphThresholdsStyleMode.Dashed);
  return builder.thresholds(thresholds(grafana, limits)).thresholdsStyle(style);
}

function thresholds({ dashboard }: Sdk, limits: NonNullable<Panel['limits']>) {
  const { ThresholdsConfigBuilder, ThresholdsMode } = dashboard;
  // The first color has no lower end.
  const steps = limits.map(({ from, color }, index) => ({ value: index === 0 ? null : from, color }));
  return new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps(steps);
}

function targets({ prometheus }: Sdk, { kind, queries }: Panel) {
  return queries.map(({ expr, legend }, index) => {
    const query = new prometheus.DataqueryBuilder()
      .refId(String.fromCharCode(65 + index))
      .expr(expr)
      .legendFormat(legend);
    return kind === 'figure' ? query.instant() : query.range();
  });
}
