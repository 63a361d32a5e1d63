import { Construct } from 'constructs';
import { requireVersion } from '../../../src/constructs/parts/image';
import { chartOf } from '../../objects';

const check = (image: string) => () => requireVersion(new Construct(chartOf(), 'shelf'), image);
const digest = `sha256:${'0'.repeat(64)}`;

test.each(['shelf:1', 'registry.example:5000/team/shelf:1.2.3', `shelf@${digest}`, `shelf:1.2.3@${digest}`])(
  '%s says its version',
  (image) => {
    expect(check(image)).not.toThrow();
  },
);

test.each(['shelf', 'shelf:latest', 'registry.example:5000/shelf', ''])("'%s' is refused", (image) => {
  expect(check(image)).toThrow(
    new Error(`construct 'test/shelf': image '${image}' says no version; name a tag other than latest, or a digest`),
  );
});
