import { Duration } from 'cdk8s';
import { HEALTH_CHECK } from '../../manifests/entry-failover';
import type { IngressClassProps } from './ingress-class-props';
import { protectByAnnotations, protectedServices } from './protected-services';
import { albRequests } from './request-metrics';

type Annotation = `alb.ingress.kubernetes.io/${
  | 'scheme'
  | 'target-type'
  | 'listen-ports'
  | 'ssl-redirect'
  | 'certificate-arn'
  | 'ssl-policy'
  | 'load-balancer-attributes'
  | 'target-group-attributes'
  | 'success-codes'
  | 'healthcheck-interval-seconds'
  | 'healthcheck-timeout-seconds'}`;

/**
 * The security policies of AWS without TLS 1.0 and 1.1.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
 */
export type SslPolicy =
  | 'ELBSecurityPolicy-TLS13-1-2-2021-06'
  | 'ELBSecurityPolicy-TLS13-1-2-Res-2021-06'
  | 'ELBSecurityPolicy-TLS13-1-2-Ext1-2021-06'
  | 'ELBSecurityPolicy-TLS13-1-2-Ext2-2021-06'
  | 'ELBSecurityPolicy-TLS13-1-3-2021-06'
  | 'ELBSecurityPolicy-TLS13-1-2-FIPS-2023-04'
  | 'ELBSecurityPolicy-TLS13-1-2-Res-FIPS-2023-04'
  | 'ELBSecurityPolicy-TLS13-1-3-FIPS-2023-04';

/** The props of the AWS Load Balancer Controller. */
export interface AlbProps {
  /**
   * The address ranges of the load balancer's subnets, such as `10.0.0.0/20`. Pods accept connections only from there.
   *
   * @default all private addresses
   */
  readonly subnets?: readonly string[];

  /**
   * The versions and ciphers of TLS that it offers to clients.
   *
   * @default 'ELBSecurityPolicy-TLS13-1-2-2021-06': TLS 1.2 and 1.3, which AWS recommends. The controller's own default takes TLS 1.0.
   */
  readonly sslPolicy?: SslPolicy;
}

const SSL_POLICY: SslPolicy = 'ELBSecurityPolicy-TLS13-1-2-2021-06';

// RFC 1918
const PRIVATE_ADDRESSES = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'];

const TARGETS: Partial<Record<Annotation, string>> = {
  'alb.ingress.kubernetes.io/scheme': 'internet-facing',
  'alb.ingress.kubernetes.io/target-type': 'ip',
  // The default number of failures is that of the constant.
  'alb.ingress.kubernetes.io/healthcheck-interval-seconds': String(HEALTH_CHECK.interval),
  'alb.ingress.kubernetes.io/healthcheck-timeout-seconds': String(HEALTH_CHECK.timeout),
  // It requests `/` on each port. Any response will do: the kubelet's probe decides whether a pod is ready.
  'alb.ingress.kubernetes.io/success-codes': '200-499',
};

// How long a terminating pod may finish its requests: as long as its grace period, rather than the default of five minutes.
const DEREGISTRATION_SECONDS = 60;

function deregistrationSeconds(timeout: Duration | undefined): number {
  return Math.max(DEREGISTRATION_SECONDS, timeout?.toSeconds() ?? 0);
}

/**
 * Anomaly mitigation gives a pod with more errors than the others fewer requests. It requires weighted random, and at least three healthy pods.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html#automatic-target-weights
 */
const MITIGATION = ['load_balancing.algorithm.type=weighted_random', 'load_balancing.algorithm.anomaly_mitigation=on'];

function targetGroup(timeout: Duration | undefined, more: readonly string[] = []): Partial<Record<Annotation, string>> {
  const attributes = [`deregistration_delay.timeout_seconds=${deregistrationSeconds(timeout)}`, ...more];
  return { 'alb.ingress.kubernetes.io/target-group-attributes': attributes.join(',') };
}

/** @see https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/ */
export function alb({ subnets = PRIVATE_ADDRESSES, sslPolicy = SSL_POLICY }: AlbProps = {}): IngressClassProps {
  return {
    name: 'alb',
    controller: 'the AWS Load Balancer Controller',
    certificates: 'load-balancer',
    source: { addresses: subnets },
    requestMetrics: albRequests,
    annotations: ({ tls, timeout }): Partial<Record<Annotation, string>> => ({
      ...TARGETS,
      ...targetGroup(timeout),
      ...(tls && { 'alb.ingress.kubernetes.io/listen-ports': '[{"HTTP":80},{"HTTPS":443}]' }),
      ...(tls && { 'alb.ingress.kubernetes.io/ssl-policy': sslPolicy }),
      ...(tls?.redirect && { 'alb.ingress.kubernetes.io/ssl-redirect': '443' }),
      ...(tls?.certificateArn && { 'alb.ingress.kubernetes.io/certificate-arn': tls.certificateArn }),
      ...(timeout && { 'alb.ingress.kubernetes.io/load-balancer-attributes': `idle_timeout.timeout_seconds=${timeout.toSeconds()}` }),
    }),
    companions: (scope, { routes, timeout }) => {
      const mitigated = protectedServices(routes).filter(({ protection }) => protection.outlier);
      // The annotation of a Service replaces that of the Ingress.
      for (const { service } of mitigated) protectByAnnotations(scope, service, targetGroup(timeout, MITIGATION) as Record<string, string>);
      return [];
    },
    // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html#connection-idle-timeout allows 4000
    // seconds, but the deregistration delay is at most an hour.
    longestTimeout: Duration.hours(1),
    // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html: it always waits 10 seconds.
    cannot: {
      connectTimeout: 'omit it: its health checks every five seconds stop requests to a node that is down',
      bodySize: 'limit it in the service itself: the load balancers of AWS have no limit',
    },
    cannotProtect: {
      'outlier.failures': 'write outlier: {}, since the load balancers of AWS decide by themselves which pod fails more than the others',
      'outlier.pause': 'write outlier: {}, since the load balancers of AWS send a pod more requests as it fails less',
      retry: 'repeat requests in the client: the load balancers of AWS never send a request twice',
      circuitBreaker: 'write outlier: {}, or break the circuit in the client: the load balancers of AWS have no circuit breaker',
      concurrency: 'limit it in the service itself: the load balancers of AWS have no limit',
      timeout: 'set timeout of the entry point: a load balancer of AWS has one for all of its routes',
    },
    // A new pod becomes ready only when it is healthy for the load balancer, so that a rollout never overtakes it.
    namespaceLabels: { 'elbv2.k8s.aws/pod-readiness-gate-inject': 'enabled' },
  };
}
