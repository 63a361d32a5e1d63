/** 4 or 6 for an address, as Node's: the manifests were read, and names with numbers were refused, before they got into the page. */
export function isIP(text: string): number {
  if (/^(25[0-5]|2[0-4]\d|1?\d?\d)(\.(25[0-5]|2[0-4]\d|1?\d?\d)){3}$/.test(text)) return 4;
  return /^[0-9a-f:.]*:[0-9a-f:.]*$/i.test(text) ? 6 : 0;
}
