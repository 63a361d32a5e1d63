import { JsonPatch, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { contradicts } from '../../parts/exempt';
import { identityOf } from '../../parts/labels';
import { putInNamespace } from '../../parts/namespace';
import { ANYWHERE, allowEgress, denyByDefault } from '../../parts/network-policy';
import type { PlatformFacts } from '../../parts/platform-facts';
import { isPlain } from '../../parts/record';
import { isRefused, refuse } from '../../parts/refuse';
import { shown } from '../../parts/shown';
import { WebService } from '../../web-service/web-service';
import { prioritize } from '../low-priority';
import { podQuota } from '../pod-quota';
import type { OidcOptions, WebViewOptions } from './options';
import { viewer } from './viewer';

/** Headlamp's image: the version whose chart this follows. */
const IMAGE = 'ghcr.io/headlamp-k8s/headlamp:v0.45.0';
const NAME = 'headlamp';
const PORT = 4466;
const RESOURCES = { cpu: Cpu.millis(50), memory: Size.mebibytes(128) };
/** The user of its image. */
const UID = 100;

/** API servers and providers of OpenID Connect, whose addresses a manifest can't know. */
const OUTSIDE = { to: ANYWHERE, ports: [443, 6443] };

/** The props of the web view. */
export interface WebViewProps extends WebViewOptions {
  readonly platform: PlatformFacts;

  /** Its namespace, which this doesn't create. */
  readonly namespace: string;

  /** The name of its PriorityClass. */
  readonly priorityClass: string;
}

/**
 * Headlamp, by which people look at the cluster and change nothing: it asks the API server with the token of whoever looks, and its own ServiceAccount has no rights. It has no route: `kubectl port-forward` reaches it.
 *
 * @see https://headlamp.dev/docs/latest/installation/in-cluster/
 */
export class WebView extends Construct {
  /** Its objects, undefined if it was refused. */
  readonly webService?: WebService<'http'>;

  constructor(scope: Construct, id: string, props: WebViewProps) {
    super(scope, id);
    putInNamespace(this, props.namespace);
    const { platform, namespace, image = IMAGE, oidc } = props;
    if (oidc !== undefined) requireOidc(this, oidc);
    if (isRefused(this)) return;
    denyByDefault(this);
    this.webService = headlamp(this, platform, image, oidc);
    prioritize(this.webService.deployment, props.priorityClass);
    const identity = identityOf(NAME);
    allowEgress(this, identity, 'api-server', OUTSIDE);
    viewer(this, namespace, identity.labels, oidc?.groups ?? []);
    // One that runs, the one that replaces it, and one that terminates.
    podQuota(this, RESOURCES, 3);
  }
}

function headlamp(scope: Construct, platform: PlatformFacts, image: string, oidc?: OidcOptions): WebService<'http'> {
  const service = new WebService(scope, 'headlamp', {
    platform,
    image,
    name: NAME,
    ports: { http: PORT },
    health: '/',
    args: ['-in-cluster', '-plugins-dir=/headlamp/plugins', ...(oidc ? oidcArgs : [])],
    env: { HOME: '/tmp', ...(oidc && oidcEnv(oidc)) },
    uid: UID,
    resources: RESOURCES,
    // A second one would need a budget, and a budget of a pod that finds no other place holds up the drain of its node.
    accept: 'single-replica',
    because: 'it is back in a minute on another node, and no request depends on it',
  });
  // Its program reads the address and the CA of the API server where a token is mounted.
  service.deployment.addJsonPatch(JsonPatch.replace('/spec/template/spec/automountServiceAccountToken', true));
  contradicts(service.deployment, [
    'cpuLimit',
    'pullPolicy',
    'exporterTag',
    'observerReplicas',
    'apiToken',
    'headlampUser',
    ...(oidc ? (['secretInEnv'] as const) : []),
  ]);
  return service;
}

const oidcArgs = ['client-id', 'client-secret', 'idp-issuer-url'].map(
  (it) => `-oidc-${it}=$(OIDC_${it.toUpperCase().replaceAll('-', '_')})`,
);

function oidcEnv({ issuer, clientId, clientSecret }: OidcOptions) {
  return { OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret, OIDC_IDP_ISSUER_URL: issuer };
}

function requireOidc(construct: Construct, oidc: OidcOptions): void {
  const { issuer, clientId, groups }: Partial<OidcOptions> = isPlain(oidc as unknown) ? oidc : {};
  if (typeof issuer !== 'string' || !URL.canParse(issuer) || new URL(issuer).protocol !== 'https:') {
    refuse(construct, {
      setting: 'webView.oidc.issuer',
      message: `must be a URL of https, got ${shown(issuer)}`,
      fix: 'write the address of the provider, such as https://accounts.example',
    });
  }
  if (typeof clientId !== 'string' || clientId === '') {
    const message = `must be the name of a client of the provider, got ${shown(clientId)}`;
    refuse(construct, { setting: 'webView.oidc.clientId', message, fix: 'write the ID that the provider gave' });
  }
  if (!Array.isArray(groups) || groups.length === 0 || groups.some((group) => typeof group !== 'string' || group.startsWith('system:'))) {
    const message = `must be a list of groups of the provider, got ${shown(groups)}`;
    refuse(construct, { setting: 'webView.oidc.groups', message, fix: "write the groups that may look, such as ['operators']" });
  }
}
