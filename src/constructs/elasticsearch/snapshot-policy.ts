import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { kubeObject } from '../parts/kube-object';
import type { Plan } from './plan';
import { snapshotsOf } from './state';

const HTTPS = 443;
// https://www.rfc-editor.org/rfc/rfc1918, https://www.rfc-editor.org/rfc/rfc6598 (pods on EKS and GKE), https://www.rfc-editor.org/rfc/rfc3927, https://www.rfc-editor.org/rfc/rfc4193
const PUBLIC: k8s.NetworkPolicyPeer[] = [
  { ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8', '100.64.0.0/10', '172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16'] } },
  { ipBlock: { cidr: '::/0', except: ['fc00::/7', 'fe80::/10'] } },
];
// https://cloud.google.com/kubernetes-engine/docs/how-to/workload-identity#network_policies: where GKE gives out identities.
const GKE_METADATA = { '169.254.169.252/32': 988, '169.254.169.254/32': 80 };

// https://docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html: the agent of EKS Pod Identity on each node.
const POD_IDENTITY_AGENT = { '169.254.170.23/32': 80, 'fd00:ec2::23/128': 80 };

/** Lets the nodes reach the repository of snapshots; undefined without one, and for a file system, which the kubelet mounts. */
export function snapshotPolicy(scope: Construct, plan: Plan): k8s.KubeNetworkPolicy | undefined {
  const snapshots = snapshotsOf(plan);
  if (!snapshots || snapshots.repository.type === 'fs') return undefined;
  const { identity, namespace, nodes: podSelector } = plan;
  const to = snapshots.addresses?.map((cidr) => ({ ipBlock: { cidr } })) ?? PUBLIC;
  const { type } = snapshots.repository;
  const metadata: Readonly<Record<string, number>> =
    type === 'gcs' ? GKE_METADATA : type === 's3' && snapshots.identity ? POD_IDENTITY_AGENT : {};
  return kubeObject(k8s.KubeNetworkPolicy, scope, 'snapshots-policy', {
    metadata: { name: `${identity.name}-to-snapshots`, namespace, labels: identity.labels },
    spec: {
      podSelector,
      policyTypes: ['Egress'],
      egress: [
        { to, ports: [tcp(HTTPS)] },
        ...Object.entries(metadata).map(([cidr, port]) => ({ to: [{ ipBlock: { cidr } }], ports: [tcp(port)] })),
      ],
    },
  });
}

function tcp(port: number): k8s.NetworkPolicyPort {
  return { port: k8s.IntOrString.fromNumber(port), protocol: 'TCP' };
}
