import { environments } from './environments';
import { Application, synthesize } from './lib';

synthesize(environments, (app, environment) => new Application(app, environment), process.argv.slice(2));
