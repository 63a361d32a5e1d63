import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Series by name, and their values each minute in promtool's notation: `1+0x60`. */
export type Values = Readonly<Record<string, string>>;

/** What happens, and the alerts that fire at a time: `page TooFewPodsReady backend`. */
export interface Scenario {
  readonly name: string;
  readonly values: Values;
  readonly at: string;

  /** How often rules are evaluated that don't say it themselves. Default: `1m` */
  readonly every?: string;
  readonly fires: readonly string[];
}

/** What `promtool check rules` and `promtool test rules` say of a rule file; '' if nothing is wrong. */
export function wrongWith(spec: object, scenario: Scenario): string {
  const folder = mkdtempSync(join(tmpdir(), 'nines-alerts-'));
  try {
    writeFileSync(join(folder, 'rules.yaml'), JSON.stringify(spec));
    writeFileSync(
      join(folder, 'test.yaml'),
      JSON.stringify({ rule_files: ['rules.yaml'], evaluation_interval: scenario.every ?? '1m', tests: [test(scenario)] }),
    );
    return ['check', 'test'].map((command) => promtool(folder, command)).join('');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function promtool(folder: string, command: string): string {
  const { status, stdout, stderr, error } = spawnSync('promtool', [command, 'rules', `${command === 'check' ? 'rules' : 'test'}.yaml`], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (error) throw error;
  return status === 0 ? '' : `${stdout}${stderr}`;
}

function test({ name, values, at, fires }: Scenario): object {
  const counted = new Map<string, number>();
  for (const alert of fires) counted.set(alert, (counted.get(alert) ?? 0) + 1);
  return {
    name,
    interval: '1m',
    input_series: Object.entries(values).map(([series, written]) => ({ series, values: written })),
    promql_expr_test: [
      {
        expr: 'count by (severity, alertname, workload) (ALERTS{alertstate="firing"})',
        eval_time: at,
        exp_samples: [...counted].map(([alert, value]) => {
          const [severity, alertname, workload] = alert.split(' ');
          const labels = `severity="${severity}",alertname="${alertname}"${workload ? `,workload="${workload}"` : ''}`;
          return { labels: `{${labels}}`, value };
        }),
      },
    ],
  };
}
