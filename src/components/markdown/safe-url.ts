import { decodeEntities } from './decode-entities.ts';

/** The address of a link, if it is one that a model may send a reader to: http, https or mailto. */
export function safeLinkUrl(href: string): string | undefined {
  const url = decodeEntities(href).trim();
  return /^(?:https?:\/\/|mailto:)/i.test(url) ? url : undefined;
}

/** The address of an image, if it may be loaded: an image inside the text itself, or one over https that the page allows. */
export function safeImageUrl(href: string, isAllowed?: (url: URL) => boolean): string | undefined {
  const url = decodeEntities(href).trim();
  if (/^data:image\//i.test(url)) return url;
  return isAllowed && /^https:\/\//i.test(url) && URL.canParse(url) && isAllowed(new URL(url)) ? url : undefined;
}
