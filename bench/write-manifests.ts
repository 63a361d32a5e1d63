import { writeShop } from '../test/fixtures/manifests';

// In a process of its own: the measured ones load no construct, as `nines check` doesn't.
writeShop('build/bench/shop');
