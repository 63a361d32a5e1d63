import { Yaml } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { kubeObject } from '../parts/kube-object';
import { DRILL_LOGIN } from './drill-login';
import { DRILL, type Login, NODE_USER, secretOf } from './logins';
import { PATHS } from './names';
import type { Plan } from './plan';
import { snapshotsOf, stateOf } from './state';

/**
 * What the scripts of a pod do as its own user, apart from what Elasticsearch's role for monitoring allows: stop.sh sets how long the other nodes wait
 * for it. files.sh gives the user both roles.
 */
const NODE_ROLE = { indices: [{ names: ['*'], privileges: ['indices:admin/settings/update'] }] };

function filesName({ identity }: Plan): string {
  return `${identity.name}-files`;
}

/** Whether anything is copied into the configuration. */
export function hasFiles(plan: Plan): boolean {
  return plan.secrets !== undefined || stateOf(plan) !== undefined;
}

/**
 * The ConfigMap with what files.sh copies into the configuration: the roles of the clients and of the scripts, and what the elected master applies. A change
 * reaches running nodes, so it is no part of the pod template. Undefined if there is neither.
 */
export function filesConfigMap(scope: Construct, plan: Plan): k8s.KubeConfigMap | undefined {
  if (!hasFiles(plan)) return undefined;
  const state = stateOf(plan);
  return kubeObject(k8s.KubeConfigMap, scope, 'files', {
    metadata: { name: filesName(plan), namespace: plan.namespace, labels: plan.identity.labels },
    data: {
      // By way of JSON: what is undefined is left out, and nothing is an alias of something else.
      ...(plan.secrets && { 'roles.yml': Yaml.stringify(JSON.parse(JSON.stringify(roles(plan)))) }),
      ...(state && { 'state.json': `${JSON.stringify(state, null, 2)}\n` }),
    },
  });
}

/** The logins that are declared, and that of the restore drill. */
function allLogins(plan: Plan): readonly [name: string, login: Login][] {
  const drill: [string, Login][] = snapshotsOf(plan)?.restoreDrill ? [[DRILL, DRILL_LOGIN]] : [];
  return [...Object.entries(plan.props.logins ?? {}), ...drill];
}

function roles(plan: Plan): Record<string, unknown> {
  const clients = allLogins(plan).map(([name, { cluster, indices }]) => [name, { cluster, indices }]);
  return { [NODE_USER]: NODE_ROLE, ...Object.fromEntries(clients) };
}

/**
 * The volumes of the pods with their paths in the container: the ConfigMap, and the Secret of each login with all of its keys. A missing Secret keeps its
 * client out and no node down.
 */
export function filesVolumes(plan: Plan): readonly { readonly volume: k8s.Volume; readonly path: string }[] {
  if (!hasFiles(plan)) return [];
  return [
    { volume: { name: 'files', configMap: { name: filesName(plan) } }, path: PATHS.files },
    ...(plan.secrets ? allLogins(plan) : []).map(([name, login]) => ({
      volume: { name: `login-${name}`, secret: { secretName: secretOf(plan.identity.name, name, login), optional: true } },
      path: `${PATHS.logins}/${name}`,
    })),
  ];
}
