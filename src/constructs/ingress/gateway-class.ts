import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { EntryClass, EntrySource, PublishedObjects, Shortcomings } from '../parts/entry-class';
import type { Protection, ProtectionShortcomings } from '../parts/protection';
import type { Publication, Route } from '../parts/publication';
import type { RequestMetrics } from '../parts/request-counts';
import { wholeSeconds } from '../parts/rounding';
import { backendTrafficPolicy, envoyCannotProtect } from './backend-traffic-policy';
import { gateway, type HttpRouteRule, httpRoute, type Listener } from './gateway';
import { envoyRequests } from './request-metrics';
import { routeGroups } from './route-groups';

/** The differences between implementations of Gateway API. */
export interface GatewayClassProps {
  /** The name of the GatewayClass in the cluster. */
  readonly name: string;

  /** The controller that must be installed, described for the cluster's administrator. */
  readonly controller: string;

  /** The source of its connections to pods. */
  readonly source: EntrySource;

  /**
   * The features that it lacks, each with what to do instead.
   *
   * @default a timeout for connections and a limit for request bodies, which Gateway API has no fields for
   */
  readonly cannot?: Shortcomings;

  /**
   * The protections of routes that it lacks, each with the reason and what to do instead.
   *
   * @default all but a timeout, which Gateway API has a field for
   */
  readonly cannotProtect?: ProtectionShortcomings;

  /**
   * Creates the policy that protects the routes of an HTTPRoute, undefined if the HTTPRoute alone does.
   *
   * @default none
   */
  readonly policy?: (scope: Construct, httpRoute: string, protection: Protection) => ApiObject | undefined;

  /**
   * Its metrics of the requests to each Service, for alerts on error budgets.
   *
   * @default none
   */
  readonly requestMetrics?: RequestMetrics;
}

const NO_FIELD = 'use the class of Envoy Gateway, or an ingress class that supports it: Gateway API has no field for it';
const CANNOT_PROTECT: ProtectionShortcomings = {
  outlier: NO_FIELD,
  retry: 'use an ingress class that supports it: the field of Gateway API is experimental',
  circuitBreaker: 'use the class of Traefik: Gateway API has no field for it',
  concurrency: NO_FIELD,
};
const BODY_SIZE = 'limit it in the service itself, or use an ingress class that supports it: Gateway API has no field for it';
const CONNECT_TIMEOUT =
  "set it in the implementation's own policy, or use an ingress class that supports it: Gateway API has no field for it";

/** An entry point with a Gateway and HTTPRoutes. Write `new GatewayClass({ ... })` for another implementation. */
export class GatewayClass implements EntryClass {
  readonly name: string;
  readonly controller: string;
  readonly certificates = 'secret';
  readonly source: EntrySource;
  readonly cannot: Shortcomings;
  readonly cannotProtect: ProtectionShortcomings;
  readonly requestMetrics?: RequestMetrics;
  readonly namespaceLabels = {};
  private readonly policy: GatewayClassProps['policy'];

  constructor(props: GatewayClassProps) {
    this.name = props.name;
    this.controller = props.controller;
    this.source = props.source;
    this.requestMetrics = props.requestMetrics;
    this.cannot = props.cannot ?? { connectTimeout: CONNECT_TIMEOUT, bodySize: BODY_SIZE };
    this.cannotProtect = props.cannotProtect ?? CANNOT_PROTECT;
    this.policy = props.policy;
  }

  publish(scope: Construct, publication: Publication): PublishedObjects {
    const { tls, hosts } = publication;
    const entry = gateway(scope, this.name, tls);
    const listeners: Listener[] = !tls ? ['http'] : tls.redirect ? ['https'] : ['http', 'https'];
    const groups = routeGroups(publication.routes);
    const routes = groups.map(({ name, routes }) => httpRoute(scope, { name, listeners, hosts, rules: rulesOf(routes, publication) }));
    const companions = groups.flatMap(({ name, protection }) => (protection && this.policy?.(scope, name, protection)) ?? []);
    if (tls?.redirect) routes.push(httpRoute(scope, { name: 'public-http', listeners: ['http'], hosts, rules: [REDIRECT] }));
    return { gateway: entry, httpRoutes: routes, companions };
  }

  /** Cilium, which comes with DigitalOcean Kubernetes. */
  static cilium(): GatewayClass {
    return new GatewayClass({ name: 'cilium', controller: 'Cilium with its Gateway API enabled', source: { entity: 'ingress' } });
  }

  /**
   * Envoy Gateway, installed by its Helm chart.
   *
   * @param name the name of its GatewayClass. Default: `eg`, as in its guide
   */
  static envoy(name = 'eg'): GatewayClass {
    return new GatewayClass({
      name,
      controller: 'Envoy Gateway in the namespace envoy-gateway-system',
      source: { namespace: 'envoy-gateway-system' },
      cannotProtect: envoyCannotProtect,
      policy: backendTrafficPolicy,
      requestMetrics: envoyRequests,
    });
  }
}

const REDIRECT: HttpRouteRule = {
  matches: [{ path: { type: 'PathPrefix', value: '/' } }],
  filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } }],
};

/** One rule for each port of a Service: Envoy Gateway counts failures and open requests for each rule. */
function rulesOf(routes: readonly Route[], publication: Publication): HttpRouteRule[] {
  const rules = new Map<string, HttpRouteRule>();
  for (const { path, to, protection } of routes) {
    const port = `${to.service}:${to.number}`;
    const timeout = protection?.timeout ?? publication.timeout;
    rules.set(port, {
      matches: [...(rules.get(port)?.matches ?? []), { path: { type: 'PathPrefix', value: path } }],
      ...(timeout && { timeouts: { request: `${wholeSeconds(timeout)}s` } }),
      backendRefs: [{ group: '', kind: 'Service', name: to.service, port: to.number, weight: 1 }],
    });
  }
  return [...rules.values()];
}
