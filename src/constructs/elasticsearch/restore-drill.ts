import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { contradicts } from '../parts/exempt';
import type { ExemptionName } from '../parts/exemptions';
import { kubeObject } from '../parts/kube-object';
import { identityOf, podLabels } from '../parts/labels';
import { connect } from '../parts/network-policy';
import { restrictedContainer, restrictedPod } from '../parts/pod-security';
import { serviceAccount } from '../parts/service-account';
import { clientOf } from './client';
import { DRILL_LOGIN } from './drill-login';
import { imageOf } from './image';
import { DRILL } from './logins';
import { DEFAULT_NAME, UID } from './names';
import type { Plan } from './plan';
import { loginHttp } from './shared-plan';
import { POLICY, REPOSITORY } from './snapshots';
import { snapshotsOf } from './state';

const SCRIPT = 'drill.sh';
const DEFAULT_AGE_HOURS = 26;
const DEFAULT_SCHEDULE = '0 5 * * *';
const HOUR = 3600;

/** The CronJob that restores the newest snapshot, and what it needs; nothing without a drill. */
export function restoreDrill(scope: Construct, plan: Plan): k8s.KubeCronJob | undefined {
  const drill = snapshotsOf(plan)?.restoreDrill;
  if (!drill) return undefined;
  const own = new Construct(scope, DRILL);
  const identity = identityOf(`${plan.identity.name}-${DRILL}`, DEFAULT_NAME);
  const { namespace } = plan;
  const script = readFileSync(join(__dirname, SCRIPT), 'utf8');
  const suffix = createHash('sha256').update(script).digest('hex').slice(0, 10);
  const configMap = kubeObject(k8s.KubeConfigMap, own, 'script', {
    metadata: { name: `${identity.name}-${suffix}`, namespace, labels: identity.labels },
    immutable: true,
    data: { [SCRIPT]: script },
  });
  serviceAccount(own, identity, {});
  const http = loginHttp(plan, DRILL, DRILL_LOGIN);
  connect(own, identity, [http]);
  const cronJob = kubeObject(k8s.KubeCronJob, own, 'cron-job', {
    metadata: { name: identity.name, namespace, labels: identity.labels },
    spec: {
      schedule: drill.schedule ?? DEFAULT_SCHEDULE,
      timeZone: 'Etc/UTC',
      concurrencyPolicy: 'Forbid',
      startingDeadlineSeconds: HOUR,
      successfulJobsHistoryLimit: 1,
      failedJobsHistoryLimit: 1,
      jobTemplate: {
        spec: {
          // Again if its pod is drained, once more if it is killed otherwise, and not for what the script has found.
          backoffLimit: 1,
          podFailurePolicy: {
            rules: [{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] }, failsWith(1)],
          },
          activeDeadlineSeconds: 2 * HOUR,
          template: { metadata: { labels: podLabels(scope, identity) }, spec: podSpec(plan, identity.name, configMap.name, env(plan)) },
        },
      },
    },
  });
  const tag: ExemptionName[] = plan.props.imageDigest === undefined ? ['elasticsearchTag'] : [];
  return contradicts(cronJob, ['cpuLimit', 'pullPolicy', 'elasticsearchUser', ...tag]);
}

/** What fails the Job at once. The types of Kubernetes 1.27 require conditions too; an empty list, which the API server drops, would always differ. */
function failsWith(exitCode: number): k8s.PodFailurePolicyRule {
  const rule = { action: 'FailJob', onExitCodes: { containerName: DRILL, operator: 'In', values: [exitCode] } };
  return rule as unknown as k8s.PodFailurePolicyRule;
}

function env(plan: Plan): Record<string, string> {
  const drill = snapshotsOf(plan)?.restoreDrill;
  const client = clientOf(loginHttp(plan, DRILL, DRILL_LOGIN));
  return {
    ...(client.env as Record<string, string>),
    REPOSITORY,
    POLICY,
    INDICES: drill?.indices.join(',') ?? '',
    MAX_AGE_SECONDS: String((drill?.maxAgeHours ?? DEFAULT_AGE_HOURS) * HOUR),
  };
}

function podSpec(plan: Plan, name: string, configMapName: string, variables: Record<string, string>): k8s.PodSpec {
  const { secretFiles } = clientOf(loginHttp(plan, DRILL, DRILL_LOGIN));
  const files = Object.entries(secretFiles).map(([path, { secret: secretName, keys }], index) => ({
    mount: { name: `secret-${index}`, mountPath: path, readOnly: true },
    volume: { name: `secret-${index}`, secret: { secretName, defaultMode: 0o440, items: keys.map((key) => ({ key, path: key })) } },
  }));
  const memory = k8s.Quantity.fromString('64Mi');
  const disk = k8s.Quantity.fromString('64Mi');
  return {
    serviceAccountName: name,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    restartPolicy: 'Never',
    imagePullSecrets: plan.props.imagePullSecrets?.map((secret) => ({ name: secret })),
    securityContext: restrictedPod(UID),
    containers: [
      {
        name: DRILL,
        image: imageOf(plan),
        imagePullPolicy: 'IfNotPresent',
        command: ['sh', `/mnt/script/${SCRIPT}`],
        env: Object.entries(variables).map(([variable, value]) => ({ name: variable, value })),
        resources: {
          requests: { cpu: k8s.Quantity.fromString('50m'), memory, 'ephemeral-storage': disk },
          limits: { memory, 'ephemeral-storage': disk },
        },
        securityContext: restrictedContainer(),
        volumeMounts: [{ name: 'script', mountPath: '/mnt/script', readOnly: true }, ...files.map(({ mount }) => mount)],
      },
    ],
    volumes: [{ name: 'script', configMap: { name: configMapName } }, ...files.map(({ volume }) => volume)],
  };
}
