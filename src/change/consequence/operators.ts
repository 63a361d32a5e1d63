import type { KubernetesObject } from '../../manifests/object';
import { parseQuantity } from '../../manifests/quantity';
import { listAt, textAt, valueAt } from '../../manifests/value';
import type { Difference } from '../comparison/difference';
import { versionMistake } from './elasticsearch/version';
import type { Effect, FieldRule, Versions } from './rules';
import { isGrowth } from './storage';

const ELASTICSEARCH = 'Elasticsearch.elasticsearch.k8s.elastic.co';

/**
 * What operators refuse of a database.
 *
 * Source: cloud-on-k8s, pkg/controller/elasticsearch/validation: no downgrades, and claim templates only grow; CloudNativePG, "Storage": a volume can't be
 * shrunk.
 */
export const operatorRules: readonly FieldRule[] = [
  {
    types: [ELASTICSEARCH],
    field: 'spec.version',
    effect: ({ before, after }) => {
      const mistake = versionMistake(String(before), String(after));
      return mistake && { consequence: 'refused', because: mistake.message, fix: mistake.fix, risk: 'elasticsearch-version' };
    },
  },
  {
    types: [ELASTICSEARCH],
    field: 'spec.volumeClaimDeletePolicy',
    // The default deletes them. Source: cloud-on-k8s, pkg/apis/elasticsearch/v1, VolumeClaimDeletePolicy.
    effect: ({ before, after }) =>
      before === 'DeleteOnScaledownOnly' && after !== before
        ? { consequence: 'data at risk', because: 'from now on the claims are deleted with it', fix: 'keep `DeleteOnScaledownOnly`' }
        : undefined,
  },
  {
    types: [ELASTICSEARCH],
    field: 'spec.nodeSets',
    effect: ({ path, before, after }, versions) => {
      if (path.length === 3 && before !== undefined && after === undefined) return nodeSetGone(before, versions);
      if (path.length === 3 && before === undefined && after !== undefined) return nodeSetAdded(after, versions);
      if (path[3] !== 'volumeClaimTemplates') return undefined;
      if (path.at(-1) === 'storage' && isGrowth(before, after)) return grows;
      return {
        consequence: 'refused',
        because: 'the operator refuses it: a claim template only grows',
        fix: 'add a nodeSet of another name with the new claims; the operator moves the data when the old one goes',
        risk: 'claim-size',
      };
    },
  },
  {
    types: ['Cluster.postgresql.cnpg.io'],
    field: 'spec.storage.size',
    effect: ({ before, after }) => (parseQuantity(before) !== undefined && isGrowth(before, after) ? grows : shrinks),
  },
  { types: ['Kafka.kafka.strimzi.io', 'KafkaNodePool.kafka.strimzi.io'], field: 'spec', effect: kafkaStorage },
];

/** Source: strimzi-kafka-operator, StorageDiff: of storage that exists, only deleteClaim, a larger size, and the number of JBOD volumes change. */
function kafkaStorage({ path, before, after }: Difference): Effect | undefined {
  if (!path.includes('storage')) return undefined;
  if (path.at(-1) === 'deleteClaim' && after === true)
    return { consequence: 'data at risk', because: 'from now on the claims are deleted with it', fix: 'keep `deleteClaim: false`' };
  if (path.at(-1) !== 'type' || before === undefined || after === undefined) return undefined;
  return {
    consequence: 'in place',
    because: `the operator ignores it: storage that exists stays ${before}, and only what is created later is ${after}`,
  };
}

/**
 * The operator names a StatefulSet by its nodeSet, `<cluster>-es-<nodeSet>`: another name is another StatefulSet.
 *
 * Source: Elastic, "Nodes orchestration" and "Volume claim templates": shards move to the other nodes before a nodeSet that is gone is removed, and with
 * either `volumeClaimDeletePolicy` its claims are deleted after that.
 */
function nodeSetGone(nodeSet: unknown, { after }: Versions): Effect {
  const set = statefulSetOf(after, nodeSet);
  const others = listAt(after.root.value, 'spec', 'nodeSets').filter(mayHoldData);
  if (mayHoldData(nodeSet) && others.length === 0)
    return {
      consequence: 'data at risk',
      because: `StatefulSet ${set} goes with its claims, and no other nodeSet may hold its data`,
      fix: 'keep the nodeSet, or add one with a data role',
    };
  const moves = mayHoldData(nodeSet) ? 'the operator moves its shards to the other nodes, which need room for them; after that ' : '';
  return {
    consequence: 'replacement',
    because: `${moves}StatefulSet ${set} is deleted with its claims`,
  };
}

function nodeSetAdded(nodeSet: unknown, { after }: Versions): Effect {
  return { consequence: 'in place', because: `the operator creates StatefulSet ${statefulSetOf(after, nodeSet)} with empty volumes` };
}

function statefulSetOf({ namespace, name }: KubernetesObject, nodeSet: unknown): string {
  return `'${namespace}/${name}-es-${textAt(nodeSet, 'name') ?? ''}'`;
}

/** Whether nodes have a role for data, as they do if none is named. */
function mayHoldData(nodeSet: unknown): boolean {
  const roles = valueAt(nodeSet, 'config', 'node.roles') ?? valueAt(nodeSet, 'config', 'node', 'roles');
  return roles === undefined || /\bdata(_\w+)?\b/.test(JSON.stringify(roles));
}

const grows: Effect = { consequence: 'in place', because: 'the operator grows the volumes if their StorageClass allows expansion' };

const shrinks: Effect = {
  consequence: 'refused',
  because: 'the operator refuses it: a volume never shrinks',
  fix: 'restore a backup into a new, smaller cluster',
  risk: 'claim-size',
};

/** The version of a CustomResourceDefinition that objects are stored in. */
function storageVersion(definition: unknown): string | undefined {
  const stored = listAt(definition, 'spec', 'versions').find((version) => (version as { storage?: unknown } | null)?.storage === true);
  return textAt(stored, 'name') || undefined;
}

/** Objects may still be stored in a version that is gone. */
export const definitionRules: readonly FieldRule[] = [
  {
    types: ['CustomResourceDefinition.apiextensions.k8s.io'],
    field: 'spec.versions',
    effect: (_, { before, after }) => {
      const version = storageVersion(before.root.value);
      const kept = listAt(after.root.value, 'spec', 'versions').map((it) => textAt(it, 'name'));
      if (version === undefined || kept.includes(version)) return undefined;
      return {
        consequence: 'refused',
        because: `the API server refuses it: objects may be stored in version ${version}, which is gone`,
        fix: `keep ${version} with \`storage: false\`, store each object again, and take it out of status.storedVersions first`,
      };
    },
  },
];
