/** A kind of change that can't be recognized as wrong from the manifests alone, and why: see docs/mutations.md. */
export interface Harmless {
  readonly because: string;

  /** Of a mutation in words: `unit Deployment/backend /spec/.../memory: 256Mi -> 256M`. */
  readonly of: RegExp;
}

export const harmless: readonly Harmless[] = [
  {
    because: 'nothing refers to these by name: they select others, or others refer to their Secret',
    of: /^reference (NetworkPolicy|PodDisruptionBudget|HorizontalPodAutoscaler|ResourceQuota|Ingress|Certificate)\/\S+ \/metadata\/name:/,
  },
  { because: 'no autoscaler of staging has a Deployment as its target', of: /^reference Deployment\/(backend|frontend) \/metadata\/name:/ },
  {
    because: 'the application works without them: they only allow access or set limits',
    of: /^object (ResourceQuota|Ingress)\/|^object NetworkPolicy\/acme-solver-from-public /,
  },
  {
    because: 'cert-manager creates the pods that solve challenges, so no manifest contains them',
    of: /^port NetworkPolicy\/acme-solver-from-public /,
  },
  {
    because:
      "the nodes' own DNS cache, or the policy of the whole namespace, lets the same question through; TCP carries long answers alone",
    of: /^(port|reference) NetworkPolicy\/(default-deny|elasticsearch) \S+: (53|kube-dns) ->/,
  },
  {
    because: 'no selector uses these labels: all use `app`',
    of: /\/spec\/template\/metadata\/labels\/app\.kubernetes\.io\/(name|component|instance|part-of):/,
  },
  {
    because: 'everybody knows these ports of Services by the other of name and number, or nobody knows them',
    of: /^(reference Service\/elasticsearch(-nodes)? \S+\/name: (http|transport) |port Service\/(backend|frontend) \S+\/port: )/,
  },
  {
    because: 'the kubelet asks a script and not this port',
    of: /^(port|reference) StatefulSet\/elasticsearch \S+\/ports\/2\/(name|containerPort):/,
  },
  { because: 'the Secret is made by a person, with keys that no manifest lists', of: /\/volumes\/\d+\/secret\/items\/\d+\/key: password / },
  { because: 'which file a program reads is known to the program', of: /\/volumes\/\d+\/secret\/items\/\d+\/path: password / },
  { because: 'which users there are is known to Elasticsearch', of: /^reference Deployment\/backend \S+\/env\/\d+\/value: backend -> / },
  { because: 'a Secret that is optional may be missing', of: /^reference StatefulSet\/\S+ \S+\/secretName: elasticsearch-backend -> / },
  {
    because: 'by which name a client calls a server is known to the client',
    of: /^reference Certificate\/elasticsearch-http \/spec\/dnsNames\/0:/,
  },
  {
    because: 'a bare word in a variable may be anything: only a slip of a Service is known',
    of: /\/env\/\d+\/value: elasticsearch-nodes -> other-/,
  },
  { because: 'K and Ki, M and Mi, G and Gi are less than a tenth apart: both are meant by somebody', of: /^unit .* (\d+)([MG])i -> \1\2$/ },
  {
    because: 'how much disk a node has for its pods is in no topology',
    of: /\/requests\/ephemeral-storage: 3Gi -> 3([MT]i?)$/,
  },
  { because: 'ten terabytes are a size of disk that people have', of: /\/volumeClaimTemplates\/\S+: 10Gi -> 10Ti?$/ },
  {
    because: "no topology says how large a node's own disk is, and without a limit a request only makes room",
    of: /\/requests\/ephemeral-storage: 3Gi -> 3(M|Mi|T|Ti)$/,
  },
  { because: 'a scratch volume may hold a socket and a token', of: /\/emptyDir\/sizeLimit: 64Mi -> 64(k|Ki)$/ },
];
