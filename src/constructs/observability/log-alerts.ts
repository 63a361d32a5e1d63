import type { Alert } from './alert';
import { selector } from './promql';

/**
 * Alerts on logs that are lost, or soon will be. All are tickets: no request depends on a log.
 *
 * The collector counts a line as failed when it gives it up, and not when it tries again. Its queue is empty while the sink answers.
 *
 * @param namespace that of the collector
 * @see https://opentelemetry.io/docs/collector/internal-telemetry/
 */
export function logAlerts(namespace: string): readonly Alert[] {
  const series = (metric: string) => selector({ metric: `otelcol_exporter_${metric}`, labels: { namespace } });
  const failed = series('send_failed_log_records');
  const size = series('queue_size');
  const about = { severity: 'ticket', labels: { namespace } } as const;
  return [
    {
      ...about,
      name: 'LogsLost',
      // A counter begins with its first failure, which is no increase.
      expr: `increase(${failed}[15m]) > 0 or (${failed} > 0 unless ${failed} offset 15m)`,
      summary: 'The sink of the logs refuses lines of {{ $labels.pod }}: they are lost',
      runbook: 'logs',
    },
    {
      ...about,
      name: 'LogsWaiting',
      expr: `${size} / ${series('queue_capacity')} > 0.5`,
      lasting: '30m',
      summary: 'Logs of the node of {{ $labels.pod }} fill half of its queue: the sink is down or too slow',
      runbook: 'logs',
    },
    {
      ...about,
      name: 'LogMetricsMissing',
      expr: `absent(${size})`,
      lasting: '30m',
      summary: 'No metrics of the collectors of logs in 30 minutes: alerts on lost logs can not fire',
      runbook: 'missing',
    },
  ];
}
