/**
 * How an annotation names a custom resource of Traefik.
 *
 * @see https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/ingress/
 */
export function traefikReference(namespace: string, name: string): string {
  return `${namespace}-${name}@kubernetescrd`;
}
