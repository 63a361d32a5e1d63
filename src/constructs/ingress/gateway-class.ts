import type { Construct } from 'constructs';
import type { EntryClass, EntrySource, PublishedObjects, Shortcomings } from '../parts/entry-class';
import type { Publication, Route } from '../parts/publication';
import { wholeSeconds } from '../parts/rounding';
import { gateway, type HttpRouteRule, httpRoute, type Listener } from './gateway';

/** What differs between one implementation of Gateway API and the next. */
export interface GatewayClassProps {
  /** The GatewayClass' name in the cluster. */
  readonly name: string;

  /** What must be installed, in words for whoever sets up the cluster. */
  readonly controller: string;

  /** Where its connections to pods come from. */
  readonly source: EntrySource;

  /**
   * What it can't do, each with the fix.
   *
   * @default limit a request's body: Gateway API has no field for it
   */
  readonly cannot?: Shortcomings;
}

const ELSEWHERE = 'limit it in the service itself, or take an ingress class that can: Gateway API has no field for it';

/** The entry point by a Gateway and HTTPRoutes. Another implementation is another object: `new GatewayClass({ ... })`. */
export class GatewayClass implements EntryClass {
  readonly name: string;
  readonly controller: string;
  readonly certificates = 'secret';
  readonly source: EntrySource;
  readonly cannot: Shortcomings;
  readonly namespaceLabels = {};

  constructor(props: GatewayClassProps) {
    this.name = props.name;
    this.controller = props.controller;
    this.source = props.source;
    this.cannot = props.cannot ?? { bodySize: ELSEWHERE };
  }

  publish(scope: Construct, publication: Publication): PublishedObjects {
    const { tls, hosts } = publication;
    const entry = gateway(scope, this.name, tls);
    const listeners: Listener[] = !tls ? ['http'] : tls.redirect ? ['https'] : ['http', 'https'];
    const rules = publication.routes.map((route) => rule(route, publication));
    const routes = [httpRoute(scope, { name: 'public', listeners, hosts, rules })];
    if (tls?.redirect) routes.push(httpRoute(scope, { name: 'public-http', listeners: ['http'], hosts, rules: [REDIRECT] }));
    return { gateway: entry, httpRoutes: routes };
  }

  /** Cilium's, which DigitalOcean brings along. */
  static cilium(): GatewayClass {
    return new GatewayClass({ name: 'cilium', controller: 'Cilium with its Gateway API enabled', source: { entity: 'ingress' } });
  }

  /**
   * Envoy Gateway, by its Helm chart.
   *
   * @param name what its GatewayClass was called. Default: `eg`, as in its guide
   */
  static envoy(name = 'eg'): GatewayClass {
    return new GatewayClass({
      name,
      controller: 'Envoy Gateway in the namespace envoy-gateway-system',
      source: { namespace: 'envoy-gateway-system' },
    });
  }
}

const REDIRECT: HttpRouteRule = {
  matches: [{ path: { type: 'PathPrefix', value: '/' } }],
  filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } }],
};

function rule({ path, to }: Route, { timeout }: Publication): HttpRouteRule {
  return {
    matches: [{ path: { type: 'PathPrefix', value: path } }],
    ...(timeout && { timeouts: { request: `${wholeSeconds(timeout)}s` } }),
    backendRefs: [{ group: '', kind: 'Service', name: to.service, port: to.number, weight: 1 }],
  };
}
