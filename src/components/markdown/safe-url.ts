import { decodeEntities } from './decode-entities.ts';

/** The address of a link, if it is one that a model may send a reader to: http, https or mailto. */
export function safeLinkUrl(href: string): string | undefined {
  const url = decodeEntities(href).trim();
  return /^(?:https?:\/\/|mailto:)/i.test(url) ? url : undefined;
}

/** The address of an image, if it may be loaded: https, or an image inside the text itself. */
export function safeImageUrl(href: string): string | undefined {
  const url = decodeEntities(href).trim();
  return /^(?:https:\/\/|data:image\/)/i.test(url) ? url : undefined;
}
