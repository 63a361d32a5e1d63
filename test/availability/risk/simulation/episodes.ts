import type { Random } from './detection';
import { generator, type Mean, meanOf } from './interval';

/** Something that happens by chance, and what becomes of the requests that are sent from then on. */
export interface Episode {
  /** Of them a year, independent of each other. */
  readonly perYear: number;
  /** Seconds after which no request fails any more, at most. */
  readonly lasts: number;
  /** Draws what is hidden of one of them, and tells of each request whether it fails. @param sent seconds since it began */
  readonly begin: (random: Random) => (sent: number) => boolean;
}

const YEAR = 525_960;

/** Minutes a year in which requests fail. @param rate requests in a second; @param years of each run */
export function episodeMinutes(episodes: readonly Episode[], { runs = 10, years = 100, rate = 1 } = {}): Mean {
  const random = generator(20_261_122);
  const failedIn = ({ perYear, lasts, begin }: Episode): number => {
    let failed = 0;
    for (let now = gap(perYear, random); now < years; now += gap(perYear, random)) {
      const fails = begin(random);
      for (let sent = random() / rate; sent < lasts; sent += 1 / rate) if (fails(sent)) failed++;
    }
    return failed;
  };
  const run = () => episodes.reduce((sum, it) => sum + failedIn(it), 0) / (years * YEAR * 60 * rate);
  return meanOf(Array.from({ length: runs }, () => run() * YEAR));
}

/** Years until the next one. */
function gap(perYear: number, random: Random): number {
  return -Math.log(1 - random()) / perYear;
}
