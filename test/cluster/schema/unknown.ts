/** Something that the server refuses and no rule looks for, by what the server says; docs/schema.md has a line for each. */
export interface Unknown {
  readonly because: string;
  readonly message: RegExp;
}

export const unknown: readonly Unknown[] = [
  { because: 'null in a custom resource', message: /in body must be of type \w+: "null"/ },
  { because: 'null in a list whose items are told apart by themselves', message: /has an element that's an explicit null/ },
  { because: 'what a CustomResourceDefinition says of its own kind', message: /^CustomResourceDefinition\./ },
  { because: 'expressions in CEL', message: /compilation failed|valid CEL identifier/ },
  {
    because: 'rules of a webhook or of an admission policy that are there and empty',
    message: /^(Validating|Mutating)(AdmissionPolicy|WebhookConfiguration)\S*\.admissionregistration/,
  },
  { because: 'whom a binding is for and what a role is on, each by its kind', message: /^(Cluster)?Role(Binding)?\.rbac/ },
  { because: 'whom a flow is of, by its kind', message: /^FlowSchema\./ },
  { because: 'the path of a field of a pod', message: /fieldPath: (Invalid|Unsupported) value|resourceFieldRef\.resource: / },
  {
    because: 'a field that must be there, or must not, where another one is',
    message: /: Required value|: Forbidden: |either `\w+` or `\w+` must be specified|specifying one of|(effect|operator) must be/,
  },
  { because: 'a name that is made of two other fields', message: /^APIService\./ },
  { because: 'items of a list that are equal in a field', message: /Duplicate value|duplicate entries for key/ },
  {
    because: 'numbers that are compared with each other',
    message: /is (greater|less) than|may not specify a duration|must be .* less than/,
  },
  { because: 'no replicas at all, which a feature of the server allows', message: /spec\.minReplicas: Invalid value: 0/ },
  {
    because: 'an empty path or host, which is right for one type and not for another',
    message: /: Invalid value: "": (must be an absolute path|a lowercase)/,
  },
  { because: 'an address beyond its letters, and time zones', message: /must be a valid IP address|unknown time zone/ },
  { because: 'paths of a volume and of a route', message: /must be an absolute path/ },
  { because: 'resources of a LimitRange', message: /^LimitRange .*must be a standard resource/ },
  { because: 'the selector of a ReplicationController', message: /^ReplicationController .*`selector` does not match/ },
];
