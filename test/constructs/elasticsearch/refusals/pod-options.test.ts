import { refuses } from './refuses';

refuses([
  [
    'labels of nodes as a text',
    { nodeSelector: 'ssd' },
    "nodeSelector must be an object, got 'ssd'; write an object such as { disk: 'ssd' }",
  ],
  [
    'a label that no node can have',
    { nodeSelector: { disk: 'fast ssd' } },
    "nodeSelector['disk'] must be the value of a label, got 'fast ssd'; write letters, digits, '-', '_' and '.'",
  ],
  [
    'a label that is a boolean',
    { nodeSelector: { ssd: true } },
    "nodeSelector['ssd'] must be the value of a label, got true; write letters, digits, '-', '_' and '.'",
  ],
  [
    'one toleration',
    { tolerations: { key: 'only', operator: 'Exists' } },
    'tolerations must be a list of tolerations, got {"key":"only","operator":"Exists"}; write { key: \'only\', operator: \'Equal\', value: \'search\', effect: \'NoSchedule\' }',
  ],
  [
    'a toleration that is a text',
    { tolerations: [{ operator: 'Exists' }, 'only=search:NoSchedule'] },
    "tolerations[1] must be a toleration, got 'only=search:NoSchedule'; write { key: 'only', operator: 'Equal', value: 'search', effect: 'NoSchedule' }",
  ],
  [
    'an operator that tolerations do not have',
    { tolerations: [{ key: 'only', operator: 'In', value: 'search' }] },
    'tolerations[0] must be a toleration, got {"key":"only","operator":"In","value":"search"}; write { key: \'only\', operator: \'Equal\', value: \'search\', effect: \'NoSchedule\' }',
  ],
  [
    'a class of priority with capitals',
    { priorityClassName: 'Database' },
    "priorityClassName must be the name of a PriorityClass, got 'Database'; write lower-case letters, digits, '-' and '.', such as shop-registry",
  ],
  [
    'options of Java in one text',
    { jvmOptions: '-Xlog:gc -XX:+UseZGC' },
    "jvmOptions must be a list of options, got '-Xlog:gc -XX:+UseZGC'; write a list such as ['-Xlog:gc']",
  ],
  [
    'two options in one',
    { jvmOptions: ['-Xlog:gc -XX:+UseZGC'] },
    "jvmOptions[0] must begin with '-' and have no spaces, got '-Xlog:gc -XX:+UseZGC'; write one option, such as -XX:+HeapDumpOnOutOfMemoryError",
  ],
  [
    'an option without its dash',
    { jvmOptions: ['-Xlog:gc', 'XX:+UseZGC'] },
    "jvmOptions[1] must begin with '-' and have no spaces, got 'XX:+UseZGC'; write one option, such as -XX:+HeapDumpOnOutOfMemoryError",
  ],
  [
    'an option that is a number',
    { jvmOptions: [1] },
    "jvmOptions[0] must begin with '-' and have no spaces, got 1; write one option, such as -XX:+HeapDumpOnOutOfMemoryError",
  ],
  ['a heap beside the heap', { jvmOptions: ['-Xmx4g'] }, "jvmOptions[0] must not set the heap, got '-Xmx4g'; write heap, or omit it"],
  [
    'a role that has a set of its own',
    { extraRoles: ['data_warm'] },
    'extraRoles must be a list of ml, remote_cluster_client, transform, got ["data_warm"]; write a list such as [\'ml\'], or use ElasticsearchNodeSets',
  ],
  [
    'a role that is a text',
    { extraRoles: 'ml' },
    "extraRoles must be a list of ml, remote_cluster_client, transform, got 'ml'; write a list such as ['ml'], or use ElasticsearchNodeSets",
  ],
]);
