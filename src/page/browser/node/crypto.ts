/** In the page, what a digest tells apart, its text tells apart as well. */
export function createHash() {
  let all = '';
  const hash = {
    update(text: string) {
      all += text;
      return hash;
    },
    digest: () => all,
  };
  return hash;
}
