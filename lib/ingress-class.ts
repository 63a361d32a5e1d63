import type { k8s } from 'cdk8s-plus-27';
import { addressPeer, namespacePeer } from './network-policy';
import type { Tls } from './tls';

/** What differs between one ingress controller and the next. */
export interface IngressClassProps {
  /** The IngressClass' name in the cluster. */
  readonly name: string;

  /** What must be installed, in words for whoever sets up the cluster. */
  readonly controller: string;

  /** Where it takes certificates from. */
  readonly certificates: 'secret' | 'load-balancer';

  /** Where its connections to pods come from. */
  readonly peers: readonly k8s.NetworkPolicyPeer[];

  /**
   * The annotations that it needs on an Ingress.
   *
   * @default none
   */
  readonly annotations?: (tls: Tls | undefined) => Record<string, string>;
}

/** An ingress controller as Ingresses see it. Another one is another object: `new IngressClass({ ... })`. */
export class IngressClass {
  readonly name: string;
  readonly controller: string;
  readonly certificates: 'secret' | 'load-balancer';
  readonly peers: readonly k8s.NetworkPolicyPeer[];
  readonly annotations: (tls: Tls | undefined) => Record<string, string>;

  constructor(props: IngressClassProps) {
    this.name = props.name;
    this.controller = props.controller;
    this.certificates = props.certificates;
    this.peers = props.peers;
    this.annotations = props.annotations ?? (() => ({}));
  }

  /** What minikube's addon `ingress` installs. It redirects to HTTPS by itself where an Ingress has TLS. */
  static nginx(): IngressClass {
    return new IngressClass({
      name: 'nginx',
      controller: 'ingress-nginx (on minikube: minikube addons enable ingress)',
      certificates: 'secret',
      peers: [namespacePeer('ingress-nginx')],
    });
  }

  /** Traefik with its Helm chart's names of entry points. @see https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/ingress/ */
  static traefik(): IngressClass {
    return new IngressClass({
      name: 'traefik',
      controller: 'Traefik (its Helm chart, with the redirect of the entry point web to websecure)',
      certificates: 'secret',
      peers: [namespacePeer('traefik')],
      annotations: (tls): Record<string, string> =>
        tls ? { 'traefik.ingress.kubernetes.io/router.entrypoints': 'websecure', 'traefik.ingress.kubernetes.io/router.tls': 'true' } : {},
    });
  }

  /** The AWS Load Balancer Controller: one public load balancer, straight to the pods. @see https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/ */
  static alb(): IngressClass {
    return new IngressClass({
      name: 'alb',
      controller: 'the AWS Load Balancer Controller',
      certificates: 'load-balancer',
      // It connects straight to the pods, from addresses of its subnets.
      peers: PRIVATE_ADDRESSES.map(addressPeer),
      annotations: albAnnotations,
    });
  }
}

// RFC 1918
const PRIVATE_ADDRESSES = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'];

function albAnnotations(tls: Tls | undefined): Record<string, string> {
  const place = { 'alb.ingress.kubernetes.io/scheme': 'internet-facing', 'alb.ingress.kubernetes.io/target-type': 'ip' };
  if (!tls) return place;
  return {
    ...place,
    'alb.ingress.kubernetes.io/listen-ports': '[{"HTTP":80},{"HTTPS":443}]',
    'alb.ingress.kubernetes.io/ssl-redirect': '443',
    ...(tls.certificateArn && tls.certificateArn !== 'discover' && { 'alb.ingress.kubernetes.io/certificate-arn': tls.certificateArn }),
  };
}
