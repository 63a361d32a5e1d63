import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { kubeObject } from '../parts/kube-object';
import { identityOf } from '../parts/labels';
import { namespaceOf } from '../parts/namespace';
import type { Publication, Route } from '../parts/publication';

/** An Ingress with a publication's hosts and routes. */
export function ingressObject(
  scope: Construct,
  name: string,
  ingressClassName: string,
  { routes, hosts, tls }: Publication,
  annotations: Readonly<Record<string, string>>,
): k8s.KubeIngress {
  const { labels } = identityOf('public');
  const http = { paths: routes.map(path) };
  return kubeObject(k8s.KubeIngress, scope, name, {
    metadata: { name, namespace: namespaceOf(scope), labels, annotations },
    spec: {
      ingressClassName,
      rules: hosts.length > 0 ? hosts.map((host) => ({ host, http })) : [{ http }],
      tls: tls && [{ hosts: [...hosts], secretName: tls.secret }],
    },
  });
}

function path({ path, to }: Route): k8s.HttpIngressPath {
  return { path, pathType: 'Prefix', backend: { service: { name: to.service, port: { name: to.name } } } };
}
