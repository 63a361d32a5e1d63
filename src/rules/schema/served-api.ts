import type { Rule } from '../rule';
import { complaintsOf } from './validation';

export const servedApi: Rule = {
  id: 'served-api',
  severity: 'error',
  title: 'The apiVersion is still served',
  why: 'A cluster that was upgraded refuses what it took before, at the worst moment.',
  fix: 'Move the object to the apiVersion that took its place.',
  appliesTo: 'every object',
  check: (object, context) => complaintsOf(object, context, ['removed-api']),
};
