type Labels = Readonly<Record<string, string>>;

/** What a test's node has beside a name. */
export interface NodeProps {
  readonly zone?: string;
  readonly labels?: Labels;
  readonly taints?: readonly object[];
  readonly allocatable?: object;
  readonly kubelet?: string;
  readonly providerID?: string;
  readonly unschedulable?: boolean;
  readonly ready?: string;
  readonly annotations?: Labels;
  readonly metadata?: object;
}

/** A Node as kubectl prints it, ready and of ordinary size. */
export function node(name: string, props: NodeProps = {}) {
  const {
    zone,
    labels,
    taints,
    allocatable,
    kubelet = 'v1.36.3',
    providerID,
    unschedulable,
    ready = 'True',
    annotations,
    metadata,
  } = props;
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      uid: `uid-of-${name}`,
      annotations,
      labels: {
        'kubernetes.io/arch': 'amd64',
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        ...(zone === undefined ? {} : { 'topology.kubernetes.io/zone': zone }),
        ...labels,
      },
      ...metadata,
    },
    spec: { providerID, taints, unschedulable },
    status: {
      allocatable: { cpu: '2', memory: '4Gi', pods: '110', ...allocatable },
      conditions: [{ type: 'Ready', status: ready }],
      nodeInfo: { kubeletVersion: kubelet },
    },
  };
}

/** What of a pod's owner, requests and state matters. */
export interface PodProps {
  readonly namespace?: string;
  readonly owner?: readonly [kind: string, name: string];
  readonly requests?: Labels;
  readonly phase?: string;
  readonly metadata?: object;
}

/** A pod on a node. */
export function pod(name: string, nodeName: string | undefined, props: PodProps = {}) {
  const {
    namespace = 'kube-system',
    owner: [kind, owner] = ['DaemonSet', name.replace(/-\d+$/, '')],
    requests,
    phase = 'Running',
    metadata,
  } = props;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, ownerReferences: [{ kind, name: owner }], ...metadata },
    spec: { nodeName, containers: [{ name: 'main', resources: { requests } }] },
    status: { phase },
  };
}

/** Objects as `kubectl get -o json` prints several. */
export function listOf(...items: readonly object[]): string {
  return JSON.stringify({ apiVersion: 'v1', kind: 'List', items }, null, 4);
}
