import { visible } from '../visible-text';

/** HTML that was put together by {@link html}: everything in it that came from elsewhere is escaped. */
export class Markup {
  constructor(readonly text: string) {}
}

/** What may stand in a template: a text is escaped, nothing is left out, a list stands in a row. */
export type Content = string | number | undefined | Markup | readonly Content[];

/** How a template is laid out in the source says nothing in HTML. */
const INDENTATION = /\s*\n\s*/g;

const ENTITIES: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * Tag of template literals: html\`<p>${text}</p>\`. Values are escaped for element content and for quoted attributes; they
 * stand nowhere else.
 */
export function html(parts: TemplateStringsArray, ...values: readonly Content[]): Markup {
  const written = parts.map((part) => part.replace(INDENTATION, '\n'));
  return new Markup(written.reduce((text, part, index) => `${text}${rendered(values[index - 1])}${part}`));
}

function rendered(content: Content): string {
  if (content === undefined) return '';
  if (content instanceof Markup) return content.text;
  if (typeof content === 'object') return content.map(rendered).join('');
  return visible(String(content)).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** @returns the items one after the other with something between them */
export function joined(items: readonly Content[], between: Content): Content[] {
  return items.flatMap((item, index) => (index === 0 ? [item] : [between, item]));
}
