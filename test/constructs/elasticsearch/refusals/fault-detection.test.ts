import { Duration } from 'cdk8s';
import { refuses } from './refuses';

refuses([
  [
    'checks that are over before a pause of the garbage collector is',
    { checkTimeout: Duration.seconds(3) },
    "checkTimeout must be a Duration of 4 to 30 whole seconds, got 3; omit it for Elasticsearch's default of 10 seconds",
  ],
  [
    'checks that last a minute',
    { checkTimeout: Duration.minutes(1) },
    "checkTimeout must be a Duration of 4 to 30 whole seconds, got 60; omit it for Elasticsearch's default of 10 seconds",
  ],
  [
    'a timeout that is a text',
    { checkTimeout: '5s' },
    "checkTimeout must be a Duration of 4 to 30 whole seconds, got '5s'; omit it for Elasticsearch's default of 10 seconds",
  ],
  [
    'a check twice over',
    { checkTimeout: Duration.seconds(5), settings: { 'cluster.publish.timeout': '5s' } },
    "settings['cluster.publish.timeout'] is set by the construct; remove it, and use the prop instead if there is one",
  ],
]);
