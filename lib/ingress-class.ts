import type { Construct } from 'constructs';
import { alb } from './ingress/alb';
import { f5Nginx } from './ingress/f5-nginx';
import { haproxy } from './ingress/haproxy';
import { ingressNginx } from './ingress/ingress-nginx';
import { ingressObject } from './ingress/ingress-object';
import type { Publication } from './ingress/publication';
import { traefik } from './ingress/traefik';
import type { Shortcomings, WayIn, WayInSource } from './ingress/way-in';
import { namespaceOf } from './namespace';

/** What differs between one ingress controller and the next. */
export interface IngressClassProps {
  /** The IngressClass' name in the cluster. */
  readonly name: string;

  /** What must be installed, in words for whoever sets up the cluster. */
  readonly controller: string;

  /** Where it takes certificates from. */
  readonly certificates: 'secret' | 'load-balancer';

  /** Where its connections to pods come from. */
  readonly source: WayInSource;

  /**
   * The annotations that an Ingress in that namespace needs to be published like that.
   *
   * @default none
   */
  readonly annotations?: (publication: Publication, namespace: string) => Readonly<Record<string, string>>;

  /**
   * Makes objects that it needs beside the Ingress.
   *
   * @default none
   */
  readonly companions?: (scope: Construct, publication: Publication) => void;

  /**
   * What it can't do, each with the way out.
   *
   * @default nothing
   */
  readonly cannot?: Shortcomings;

  /**
   * The labels that it needs on the application's namespace.
   *
   * @default none
   */
  readonly namespaceLabels?: Readonly<Record<string, string>>;
}

/** The way in by an Ingress. Another controller is another object: `new IngressClass({ ... })`. */
export class IngressClass implements WayIn {
  readonly name: string;
  readonly controller: string;
  readonly certificates: 'secret' | 'load-balancer';
  readonly source: WayInSource;
  readonly cannot: Shortcomings;
  readonly namespaceLabels: Readonly<Record<string, string>>;
  private readonly props: IngressClassProps;

  constructor(props: IngressClassProps) {
    this.name = props.name;
    this.controller = props.controller;
    this.certificates = props.certificates;
    this.source = props.source;
    this.cannot = props.cannot ?? {};
    this.namespaceLabels = props.namespaceLabels ?? {};
    this.props = props;
  }

  publish(scope: Construct, publication: Publication): void {
    const annotations = this.props.annotations?.(publication, namespaceOf(scope)) ?? {};
    ingressObject(scope, 'public', this.name, publication, annotations);
    this.props.companions?.(scope, publication);
  }

  /** What minikube's addon `ingress` installs; retired elsewhere since March 2026. */
  static nginx(): IngressClass {
    return new IngressClass(ingressNginx);
  }

  /** Traefik, by its Helm chart. */
  static traefik(): IngressClass {
    return new IngressClass(traefik);
  }

  /** HAProxy Technologies' controller, by its Helm chart. */
  static haproxy(): IngressClass {
    return new IngressClass(haproxy);
  }

  /** F5's NGINX Ingress Controller. */
  static f5Nginx(): IngressClass {
    return new IngressClass(f5Nginx);
  }

  /**
   * The AWS Load Balancer Controller: one public load balancer, straight to the pods.
   *
   * @param subnets the address ranges of the load balancer's subnets, such as `10.0.0.0/20`: pods take connections from there alone. Default:
   * all private addresses
   */
  static alb(props: { readonly subnets?: readonly string[] } = {}): IngressClass {
    return new IngressClass(alb(props.subnets));
  }
}
