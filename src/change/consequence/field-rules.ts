import { claimTemplateRules } from './claim-templates';
import { folderRules } from './databases/folders';
import { databaseVersionRules } from './databases/versions';
import { automationRules } from './delivery/automation';
import { destinationRules } from './delivery/destination';
import { projectRules } from './delivery/project';
import { sourceRules } from './delivery/source';
import { elasticsearchRules } from './elasticsearch/rules';
import { hostRules } from './hosts';
import { immutableFields } from './immutable';
import { mountRules } from './mounts';
import { nodePortRules } from './node-ports';
import { definitionRules, operatorRules } from './operators';
import { podRules } from './pods';
import { protectionRules } from './protection';
import type { FieldRule } from './rules';
import { selectorRules } from './selectors';
import { storageRules } from './storage';

/** What a change of a field does: the first rule with an effect decides. A field without a rule is updated in place. */
export const fieldRules: readonly FieldRule[] = [
  ...elasticsearchRules,
  ...operatorRules,
  ...databaseVersionRules,
  ...folderRules,
  ...definitionRules,
  ...storageRules,
  ...protectionRules,
  ...claimTemplateRules,
  ...mountRules,
  ...selectorRules,
  ...immutableFields,
  ...podRules,
  ...destinationRules,
  ...sourceRules,
  ...automationRules,
  ...projectRules,
  ...nodePortRules,
  ...hostRules,
  {
    types: ['*'],
    field: 'apiVersion',
    effect: () => ({ consequence: 'none', because: 'the server stores one version of an object, whichever it is written in' }),
  },
  {
    types: ['Service'],
    field: 'spec.ports',
    effect: ({ isOrder }) => (isOrder ? { consequence: 'none', because: 'the order of ports has no effect' } : undefined),
  },
  {
    types: ['ConfigMap', 'Secret'],
    field: 'data',
    effect: () => ({
      consequence: 'in place',
      because: 'no pod restarts: mounted files follow within a minute or two, environment variables with the next restart',
    }),
  },
];
