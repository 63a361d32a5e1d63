/** A Deployment that every known Kubernetes takes, with the spec of its one container to change. */
export function deployment(container: Record<string, unknown> = {}, spec: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'backend', namespace: 'shop', labels: { app: 'backend' } },
    spec: {
      selector: { matchLabels: { app: 'backend' } },
      template: {
        metadata: { labels: { app: 'backend' } },
        spec: { containers: [{ name: 'backend', image: 'example/backend:1.0', ...container }] },
      },
      ...spec,
    },
  };
}

/** Where the container of the Deployment stands. */
export const container = '/spec/template/spec/containers/0';
