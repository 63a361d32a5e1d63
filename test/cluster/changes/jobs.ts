import { type Row, row, web } from './row';

// biome-ignore lint/suspicious/noExplicitAny: a manifest's depths have no type here
const job = (change: string, edit: (spec: any) => unknown): Row => row('indexed-job', change, 'refused', (it) => edit(it.spec));

/** Jobs, CronJobs, and pods without a controller. */
export const jobs: readonly Row[] = [
  row('job', 'defaults written out', undefined, (it) =>
    Object.assign(it.spec, { parallelism: 1, backoffLimit: 6, completionMode: 'NonIndexed' }),
  ),
  row('job', 'an image', 'refused', (it) => (web(it).image = 'registry.example/main:2')),
  row('job', 'completions', 'refused', (it) => (it.spec.completions = 3)),
  row('job', 'parallelism', 'in place', (it) => (it.spec.parallelism = 2)),
  row('job', 'backoffLimit', 'in place', (it) => (it.spec.backoffLimit = 2)),
  row('job', 'ttlSecondsAfterFinished', 'in place', (it) => (it.spec.ttlSecondsAfterFinished = 60)),
  row('cron-job', 'an image', 'in place', (it) => (it.spec.jobTemplate.spec.template.spec.containers[0].image = 'registry.example/main:2')),
  row('cron-job', 'the schedule', 'in place', (it) => (it.spec.schedule = '0 4 * * *')),
  row('pod', 'an image', 'in place', (it) => (it.spec.containers[0].image = 'registry.example/main:2')),
  row('pod', 'a request', 'refused', (it) => (it.spec.containers[0].resources.requests.cpu = '200m')),
  row('pod', 'a grace period', 'refused', (it) => (it.spec.terminationGracePeriodSeconds = 60)),
  row('pod', 'a variable', 'refused', (it) => (it.spec.containers[0].env = [{ name: 'A', value: 'b' }])),
  row('pod', 'a label', 'in place', (it) => (it.metadata.labels = { a: 'b' })),
  row('pod', 'a toleration', 'in place', (it) => (it.spec.tolerations = [{ key: 'a', operator: 'Exists' }])),
  row('pod', 'a deadline', 'in place', (it) => (it.spec.activeDeadlineSeconds = 600)),
  row('cron-job', 'a time zone', 'in place', (it) => (it.spec.timeZone = 'Europe/Berlin')),
  job('how its completions count', (it) => (it.completionMode = 'NonIndexed')),
  job('its controller', (it) => (it.managedBy = 'example.com/controller')),
  job('a selector', (it) => (it.selector = { matchLabels: { app: 'other' } })),
  job('what fails it', (it) => it.podFailurePolicy.rules.pop()),
  job('what completes it', (it) => (it.successPolicy = { rules: [{ succeededCount: 1 }] })),
  job('the retries of each index', (it) => (it.backoffLimitPerIndex = 3)),
];
