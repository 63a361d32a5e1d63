/**
 * The kernel settings that every kubelet lets a pod have, and the minor version from which it does; 0 for all that are known here.
 *
 * Source: k8s.io/kubernetes v1.36.3, pkg/kubelet/sysctl/safe_sysctls.go; the versions as in k8s.io/pod-security-admission v0.36.3, policy/check_sysctls.go, whose list
 * grew with that of the kubelet.
 */
const safeSince: Readonly<Record<string, number>> = {
  'kernel.shm_rmid_forced': 0,
  'net.ipv4.ip_local_port_range': 0,
  'net.ipv4.ip_local_reserved_ports': 27,
  'net.ipv4.ip_unprivileged_port_start': 0,
  'net.ipv4.ping_group_range': 0,
  'net.ipv4.tcp_fin_timeout': 29,
  'net.ipv4.tcp_keepalive_intvl': 29,
  'net.ipv4.tcp_keepalive_probes': 29,
  'net.ipv4.tcp_keepalive_time': 29,
  'net.ipv4.tcp_rmem': 32,
  'net.ipv4.tcp_syncookies': 0,
  'net.ipv4.tcp_wmem': 32,
};

/** The kernel settings that the kubelets of the newest version let a pod have. */
export const safeSysctls: readonly string[] = Object.keys(safeSince);

/** Whether the kubelets of a minor version let every pod have a kernel setting. */
export function isSafeSysctl(name: string, minor: number): boolean {
  return (safeSince[name] ?? Number.POSITIVE_INFINITY) <= minor;
}

/**
 * The namespace of the Linux kernel that a kernel setting belongs to.
 *
 * Source: k8s.io/component-helpers v0.36.3, node/util/sysctl/namespace.go, GetNamespace.
 */
export function namespaceOfSysctl(name: string): 'net' | 'ipc' | undefined {
  const dotted = name.includes('/') ? name.replaceAll('/', '.') : name;
  if (dotted.startsWith('net.')) return 'net';
  return dotted.startsWith('fs.mqueue.') || /^kernel\.(?:sem|shm(?:all|max|mni|_rmid_forced)|msg(?:max|mnb|mni))$/.test(dotted)
    ? 'ipc'
    : undefined;
}
