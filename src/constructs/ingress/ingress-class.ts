import type { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import type { EntryClass, EntrySource, PublishedObjects, Shortcomings } from '../parts/entry-class';
import { namespaceOf } from '../parts/namespace';
import type { ProtectionShortcomings } from '../parts/protection';
import type { Publication } from '../parts/publication';
import type { RequestMetrics } from '../parts/request-counts';
import { type AlbProps, alb } from './alb';
import { f5Nginx } from './f5-nginx';
import { haproxy } from './haproxy';
import type { IngressClassProps } from './ingress-class-props';
import { ingressNginx } from './ingress-nginx';
import { ingressObject } from './ingress-object';
import { UNKNOWN_PROTECTION } from './protection-checks';
import { routeGroups } from './route-groups';
import { traefik } from './traefik';

export type { IngressClassProps } from './ingress-class-props';

/** An entry point with an Ingress. Write `new IngressClass({ ... })` for another controller. */
export class IngressClass implements EntryClass {
  readonly name: string;
  readonly controller: string;
  readonly certificates: 'secret' | 'load-balancer';
  readonly source: EntrySource;
  readonly cannot: Shortcomings;
  readonly cannotProtect: ProtectionShortcomings;
  readonly longestTimeout?: Duration;
  readonly requestMetrics?: RequestMetrics;
  readonly namespaceLabels: Readonly<Record<string, string>>;
  private readonly props: IngressClassProps;

  constructor(props: IngressClassProps) {
    this.name = props.name;
    this.controller = props.controller;
    this.certificates = props.certificates;
    this.source = props.source;
    this.cannot = props.cannot ?? {};
    this.cannotProtect = props.cannotProtect ?? UNKNOWN_PROTECTION;
    this.longestTimeout = props.longestTimeout;
    this.requestMetrics = props.requestMetrics;
    this.namespaceLabels = props.namespaceLabels ?? {};
    this.props = props;
  }

  publish(scope: Construct, publication: Publication): PublishedObjects {
    const groups = this.props.ingressPerProtection ? routeGroups(publication.routes) : [{ name: 'public', routes: publication.routes }];
    const [ingress, ...others] = groups.map(({ name, routes }) => {
      const published = { ...publication, routes };
      const annotations = this.props.annotations?.(published, namespaceOf(scope)) ?? {};
      return ingressObject(scope, name, this.name, published, annotations);
    });
    return { ingress, companions: [...others, ...(this.props.companions?.(scope, publication) ?? [])] };
  }

  /** ingress-nginx, which minikube's addon `ingress` installs. Retired since March 2026. */
  static nginx(): IngressClass {
    return new IngressClass(ingressNginx);
  }

  /** Traefik, installed by its Helm chart. */
  static traefik(): IngressClass {
    return new IngressClass(traefik);
  }

  /** HAProxy Technologies' controller, installed by its Helm chart. */
  static haproxy(): IngressClass {
    return new IngressClass(haproxy);
  }

  /** F5's NGINX Ingress Controller. */
  static f5Nginx(): IngressClass {
    return new IngressClass(f5Nginx);
  }

  /**
   * The AWS Load Balancer Controller: a public load balancer that connects directly to the pods. It keeps idle connections to them for 60 seconds, so
   * servers must keep them for longer: docs/troubleshooting.md, "A few requests get a 502".
   */
  static alb(props: AlbProps = {}): IngressClass {
    return new IngressClass(alb(props));
  }
}
