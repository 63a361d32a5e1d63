import { namespacesOf } from '../constructs/gitops/environment';
import { diagnosticOf } from '../constructs/parts/refuse';
import { shown } from '../constructs/parts/shown';
import type { Diagnostic } from '../manifests/diagnostic';
import type { DeliveredEnvironment } from './delivered';

/** Two environments in one namespace of one kubeconfig context: a deployment of one overwrites the other. */
export function sharedContexts(delivered: readonly DeliveredEnvironment[]): Diagnostic[] {
  const all = delivered.map(({ environment, files }) => ({
    name: environment.name,
    context: environment.cluster?.context,
    namespaces: namespacesOf({ manifests: files.flatMap(({ manifests }) => manifests) }),
  }));
  return all.flatMap((one, index) =>
    all.slice(index + 1).flatMap((other) => {
      const shared = one.namespaces.find((namespace) => other.namespaces.includes(namespace));
      if (one.context === undefined || one.context !== other.context || one.name === other.name || shared === undefined) return [];
      const message = `must not share a namespace, but ${shown(one.name)} and ${shown(other.name)} are both in ${shown(shared)} of the context ${shown(one.context)}`;
      return [diagnosticOf({ setting: 'environments', message, fix: 'give one of them another cluster.context or another namespace' })];
    }),
  );
}
