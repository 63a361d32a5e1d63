/** Something that the server refuses and no rule looks for, by what the server says; docs/schema.md has a line for each. */
export interface Unknown {
  readonly because: string;
  readonly message: RegExp;
}

export const unknown: readonly Unknown[] = [
  { because: 'null in a custom resource', message: /in body must be of type \w+: "null"/ },
  { because: 'null in a list of type set', message: /has an element that's an explicit null/ },
  { because: 'the schema inside a CustomResourceDefinition', message: /^CustomResourceDefinition\./ },
  { because: 'CEL expressions', message: /compilation failed|valid CEL identifier/ },
  {
    because: 'empty rules of a webhook or an admission policy',
    message: /^(Validating|Mutating)(AdmissionPolicy|WebhookConfiguration)\S*\.admissionregistration/,
  },
  { because: "names of a binding's subjects, by their kind", message: /^(Cluster)?Role(Binding)?\.rbac/ },
  { because: "names of a FlowSchema's subjects, by their kind", message: /^FlowSchema\./ },
  { because: '`fieldRef` paths', message: /fieldPath: (Invalid|Unsupported) value|resourceFieldRef\.resource: / },
  {
    because: 'a field that another one requires or excludes',
    message: /: Required value|: Forbidden: |either `\w+` or `\w+` must be specified|specifying one of|(effect|operator) must be/,
  },
  { because: 'a name composed of two other fields', message: /^APIService\./ },
  { because: 'list items with the same key', message: /Duplicate value|duplicate entries for key/ },
  {
    because: 'comparisons of two numbers',
    message: /is (greater|less) than|may not specify a duration|must be .* less than/,
  },
  { because: '`minReplicas: 0`', message: /spec\.minReplicas: Invalid value: 0/ },
  {
    because: 'an empty path or host that is valid for one type and not for another',
    message: /: Invalid value: "": (must be an absolute path|a lowercase)/,
  },
  { because: 'addresses beyond their characters, and time zones', message: /must be a valid IP address|unknown time zone/ },
  { because: 'paths of volumes and routes', message: /must be an absolute path/ },
  { because: 'resources of a LimitRange', message: /^LimitRange .*must be a standard resource/ },
  { because: 'the selector of a ReplicationController', message: /^ReplicationController .*`selector` does not match/ },
];
