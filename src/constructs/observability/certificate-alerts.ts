import type { Alert } from './alert';
import { selector, spellings } from './promql';

const DAY = 86_400;

/**
 * Alerts on a Certificate that cert-manager hasn't renewed. It renews ours 30 days before they expire: after two more weeks something is wrong, and three days
 * before the end it can't wait.
 *
 * @see https://cert-manager.io/docs/devops-tips/prometheus-metrics/
 */
export function certificateAlerts(namespace: string, name: string): readonly Alert[] {
  const expires = spellings({ metric: 'certmanager_certificate_expiration_timestamp_seconds', labels: { namespace, name } });
  const within = (days: number) => expires.map((series) => `${selector(series)} - time() < ${days * DAY}`).join(' or ');
  const about = { name: 'CertificateExpires', labels: { namespace, certificate: name }, lasting: '15m', runbook: 'certificate' } as const;
  const summary = `The certificate ${name} expires in {{ $value | humanizeDuration }}`;
  const missing: Alert = {
    name: 'CertificateMetricsMissing',
    expr: `absent(${expires.map(selector).join(' or ')})`,
    lasting: '30m',
    severity: 'ticket',
    labels: about.labels,
    summary: `No metrics of cert-manager about ${name} in 30 minutes: alerts on its expiry can't fire`,
    runbook: 'missing',
  };
  return [
    { ...about, expr: within(3), severity: 'page', summary },
    { ...about, expr: within(14), severity: 'ticket', summary: `${summary}, and cert-manager has not renewed it` },
    missing,
  ];
}
