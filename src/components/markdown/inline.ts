/** A piece of the text of a block. A string is text as it is shown. */
export type Inline =
  | string
  | { readonly type: 'strong' | 'em' | 'del'; readonly content: readonly Inline[] }
  | { readonly type: 'code'; readonly text: string }
  | { readonly type: 'math'; readonly tex: string; readonly isDisplay: boolean }
  | { readonly type: 'break' }
  | LinkInline
  | ImageInline
  | { readonly type: 'footnote'; readonly label: string }
  | ReferenceInline;

/** A link if its label is defined, here or later; otherwise the brackets are text. */
export interface ReferenceInline {
  readonly type: 'reference';
  readonly label: string;
  readonly content: readonly Inline[];
  /** What stands behind the content, from its bracket on. */
  readonly after: string;
}

export interface LinkInline {
  readonly type: 'link';
  readonly url: string;
  readonly title: string | undefined;
  readonly content: readonly Inline[];
  /** As it was written, for an address that is not to be linked to. */
  readonly raw: string;
}

export interface ImageInline {
  readonly type: 'image';
  readonly url: string;
  readonly title: string | undefined;
  readonly alt: string;
  readonly raw: string;
}

/** The words of inline content. */
export function plainText(content: readonly Inline[]): string {
  return content.map(wordsOf).join('');
}

function wordsOf(node: Inline): string {
  if (typeof node === 'string') return node;
  if ('content' in node) return plainText(node.content);
  if ('text' in node) return node.text;
  return node.type === 'image' ? node.alt : '';
}

/** Content with neighbouring texts made one. */
export function joinTexts(content: readonly Inline[]): Inline[] {
  const joined: Inline[] = [];
  for (const node of content) {
    const last = joined.at(-1);
    if (node === '') continue;
    if (typeof node === 'string' && typeof last === 'string') joined[joined.length - 1] = last + node;
    else joined.push(node);
  }
  return joined;
}

/** Whether there is a link in it, or what may become one. */
export function hasLink(content: readonly Inline[]): boolean {
  return content.some((node) => {
    if (typeof node === 'string' || !('content' in node)) return false;
    return node.type === 'link' || node.type === 'reference' || hasLink(node.content);
  });
}

/** The content with its links as their text: no link stands in another. */
export function withoutLinks(content: readonly Inline[]): readonly Inline[] {
  return hasLink(content) ? joinTexts(content.flatMap(unlinked)) : content;
}

function unlinked(node: Inline): Inline | readonly Inline[] {
  if (typeof node === 'string' || !('content' in node)) return node;
  const content = withoutLinks(node.content);
  if (node.type === 'reference') return ['[', ...content, node.after];
  return node.type === 'link' ? content : { ...node, content };
}
