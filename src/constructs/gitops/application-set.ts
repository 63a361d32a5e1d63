import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { ArgoCdProps } from './argo-cd-props';
import { destinationOf, type GitOpsEnvironment, namespacesOf } from './environment';
import { sourceOf } from './git-source';
import type { ObjectName } from './object-name';

type ApplicationSetSpec = import('@kubernetes-models/argo-cd/argoproj.io/v1alpha1/ApplicationSetSpec', { with: {
  'resolution-mode': 'import',
}}).IApplicationSetSpec;

/**
 * What the Applications do differently from Argo CD's defaults:
 *
 * - ServerSideApply: fields of other owners, such as an autoscaler's `replicas`, stay
 * - ApplyOutOfSyncOnly: a release touches, and waits for, what it changes
 * - PruneLast: what a commit removes is deleted after everything else is healthy
 * - FailOnSharedResource: two Applications never apply the same object
 */
const SYNC_OPTIONS = [
  'ServerSideApply=true',
  'ApplyOutOfSyncOnly=true',
  'PruneLast=true',
  'FailOnSharedResource=true',
  'CreateNamespace=false',
];

/** Five attempts within five minutes. A newer commit ends them: it may be the fix. */
const RETRY = { limit: 5, refresh: true, backoff: { duration: '10s', factor: 2, maxDuration: '2m' } };

/** Strings alone can be templates, and `automated` has booleans. An environment that is synced by hand has none. */
const AUTOMATED = `{{- if .automatic }}
spec:
  syncPolicy:
    automated:
      prune: true
      selfHeal: true
      allowEmpty: false
{{- else }}
{}
{{- end }}
`;

/** The Applications, one for each environment. Deleting the set, or an environment from its list, deletes no Application and no object of one. */
export function applicationSet(scope: Construct, metadata: ObjectName, props: ArgoCdProps): ApiObject {
  const { path } = sourceOf(props);
  return new ApiObject(scope, 'environments', {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'ApplicationSet',
    metadata,
    spec: {
      goTemplate: true,
      goTemplateOptions: ['missingkey=error'],
      generators: [{ list: { elements: props.environments.map((it) => element(it, props)) } }],
      syncPolicy: { applicationsSync: 'create-update', preserveResourcesOnDeletion: true },
      template: {
        metadata: {
          name: `${props.name}-{{ .environment }}`,
          // The API server compares, with its defaults and its own notation of quantities: nothing is out of sync that it would leave alone.
          annotations: { 'argocd.argoproj.io/compare-options': 'ServerSideDiff=true' },
        },
        spec: {
          project: metadata.name,
          source: { repoURL: '{{ .repository }}', targetRevision: '{{ .revision }}', path: `${path}/{{ .environment }}` },
          destination: { name: '{{ .cluster }}', server: '{{ .server }}', namespace: '{{ .namespace }}' },
          syncPolicy: { syncOptions: SYNC_OPTIONS, retry: RETRY },
        },
      },
      templatePatch: AUTOMATED,
    } satisfies ApplicationSetSpec,
  });
}

/** Each has every key: a missing one is an error. Argo CD ignores an empty name or server. */
function element(environment: GitOpsEnvironment, props: ArgoCdProps): object {
  const destination = destinationOf(environment);
  const { repository, revision } = sourceOf(props, environment);
  return {
    environment: environment.name,
    cluster: 'name' in destination ? destination.name : '',
    server: 'server' in destination ? destination.server : '',
    namespace: namespacesOf(environment)[0] ?? '',
    repository,
    revision,
    automatic: environment.sync === 'automatic',
  };
}
