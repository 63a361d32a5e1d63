const seconds = { d: 86400, h: 3600, m: 60, s: 1, ms: 0.001 } as const;
const whole = /^(?:\d+(?:\.\d+)?(?:ms|d|h|m|s))+$/;
const part = /(\d+(?:\.\d+)?)(ms|d|h|m|s)/g;
const inGo = /^[-+]?(?:0|(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|\u00b5s|\u03bcs|ms|s|m|h))+)$/;

/** Parses a duration such as `8766h`, `90s`, `1h30m` or `9970.000000s` into seconds; undefined if it is invalid. */
export function parseDuration(text: string): number | undefined {
  if (text.length > 64 || !whole.test(text)) return undefined;
  let sum = 0;
  for (const [, number, unit] of text.matchAll(part)) sum += Number(number) * seconds[unit as keyof typeof seconds];
  return sum;
}

/** Whether Go's time.ParseDuration accepts it: with a sign, units below a millisecond, and no days. */
export function isGoDuration(text: string): boolean {
  return inGo.test(text);
}
