import type { Diagnostic } from '../../src/manifests/diagnostic';

/** A finding of a rule in a Service, with whatever a test changes. */
export function finding({ place, ...more }: Partial<Diagnostic> = {}): Diagnostic {
  return {
    severity: 'error',
    rule: 'service-target-port',
    message: "TCP port 'apy' is not declared",
    fix: 'use api (8080)',
    ...more,
    place: {
      file: 'dist/shop.yaml',
      line: 7,
      column: 5,
      object: { kind: 'Service', namespace: 'shop', name: 'web' },
      pointer: '/spec/ports/0/targetPort',
      ...place,
    },
  };
}
