import type { Element } from '@xmldom/xmldom';

/** An element with its attributes and either a text or elements. Attributes that are undefined are left out. */
export interface XmlElement {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string | number | undefined>>;
  readonly content?: string | readonly XmlElement[];
}

/** A document as text, an element per line. Characters that XML has no way to write become U+FFFD. */
export function xml(root: XmlElement): string {
  // Only reports as XML need it, and it takes as long to load as Node itself.
  const { DOMImplementation, XMLSerializer } = require('@xmldom/xmldom') as typeof import('@xmldom/xmldom');
  const document = new DOMImplementation().createDocument(null, root.name);
  write(document.documentElement as Element, root, '\n');
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(document)}\n`;
}

function write(element: Element, { attributes = {}, content = [] }: XmlElement, indent: string): void {
  const document = element.ownerDocument as NonNullable<Element['ownerDocument']>;
  const append = (text: string) => element.appendChild(document.createTextNode(text));
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined) element.setAttribute(name, legal(String(value)));
  if (typeof content === 'string') {
    append(legal(content));
    return;
  }
  for (const child of content) {
    append(`${indent}  `);
    const inner = document.createElement(child.name);
    element.appendChild(inner);
    write(inner, child, `${indent}  `);
  }
  if (content.length > 0) append(indent);
}

/** XML 1.0, section 2.2: no control character, and no half of a surrogate pair. */
function legal(text: string): string {
  return text.replaceAll(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '\u{fffd}');
}
