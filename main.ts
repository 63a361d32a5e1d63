import { environments, removed } from './environments';
import { delivery } from './environments/delivery';
import { Application } from './lib/application';
import { synthesize } from './src';

synthesize(environments, (app, environment) => new Application(app, environment), process.argv.slice(2), { delivery, removed });
