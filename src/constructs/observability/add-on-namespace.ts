import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { ApplicationNamespace } from '../application-namespace';
import { namespaceOf, putInNamespace } from '../parts/namespace';
import type { PodSecurityStandard } from '../parts/pod-security';

/**
 * A namespace beside the application's, for what observes it: its name is that of the application and what runs there, such as `shop-logs`. It is a child of the chart, and so a file of its own, since
 * kubectl applies the files of namespaces before those of the objects in them.
 */
export function addOnNamespace(scope: Construct, name: string, podSecurity: PodSecurityStandard): string {
  const namespace = `${namespaceOf(scope)}-${name}`;
  const holder = new Construct(Chart.of(scope), `${name}-namespace`);
  putInNamespace(holder, namespace);
  new ApplicationNamespace(holder, 'namespace', { podSecurity });
  return namespace;
}
