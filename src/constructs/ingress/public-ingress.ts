import type { ApiObject } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { isRefused } from '../parts/refuse';
import { requireSound } from './checks';
import { type PublicIngressObjects, publicIngressObjects, refusedPublicIngress } from './objects';
import type { PublicIngressProps } from './public-ingress-props';

export type { PublicIngressProps } from './public-ingress-props';

/**
 * The public entry point: an Ingress, or a Gateway with HTTPRoutes, whichever the platform uses.
 *
 * @throws on missing or duplicate routes, a host that is not a DNS name, and what the platform's entry class can't do
 */
export class PublicIngress extends Construct implements PublicIngressObjects {
  /** The Ingress, undefined on a platform with a gateway class. `ApiObject.of(publicIngress)` returns it too. */
  readonly ingress?: k8s.KubeIngress;

  /** The Gateway, undefined on a platform with an ingress class. `ApiObject.of(publicIngress)` returns it too. */
  readonly gateway?: ApiObject;

  /** The HTTPRoutes: first the one with the most general route, then those of protected Services, last the one that redirects plain HTTP. */
  readonly httpRoutes: readonly ApiObject[];

  /** Other objects that the controller needs, such as Traefik's Middlewares. */
  readonly companions: readonly ApiObject[];

  /** The Certificate of cert-manager, undefined unless `tls` names a ClusterIssuer. */
  readonly certificate?: ApiObject;

  /** The NetworkPolicies that let the entry point connect to the pods. */
  readonly networkPolicies: readonly ApiObject[];

  constructor(scope: Construct, id: string, props: PublicIngressProps) {
    super(scope, id);
    requireSound(this, props);

    const made = isRefused(this) ? refusedPublicIngress() : publicIngressObjects(this, props);
    this.ingress = made.ingress;
    this.gateway = made.gateway;
    this.httpRoutes = made.httpRoutes;
    this.companions = made.companions;
    this.certificate = made.certificate;
    this.networkPolicies = made.networkPolicies;
    this.node.defaultChild = made.ingress ?? made.gateway;
  }
}
