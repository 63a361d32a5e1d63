import type { Rule } from '../rule';
import { complaintsOf } from './validation';

export const servedApi: Rule = {
  id: 'served-api',
  severity: 'error',
  title: 'Every apiVersion is served by the cluster',
  why: 'After an upgrade, the API server rejects objects of a removed apiVersion.',
  fix: 'Migrate the object to the apiVersion that replaced it.',
  appliesTo: 'every object',
  check: (object, context) => complaintsOf(object, context, ['removed-api']),
};
