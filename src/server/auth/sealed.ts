import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

const algorithm = 'aes-256-gcm';
const ivBytes = 12;
const tagBytes = 16;

/** Encrypts what is kept of others' secrets, so that a copy of the database gives none of them away where the secret is kept elsewhere. */
export interface Seal {
  /** `about` belongs to it: what was sealed about one thing cannot be opened about another. */
  close(text: string, about: string): string;
  /** Undefined if it was sealed with another secret, about something else, or changed. */
  open(sealed: string, about: string): string | undefined;
}

/** AES-256-GCM with a key of the server's secret. */
export function createSeal(secret: string): Seal {
  const key = createHmac('sha256', secret).update('react-chat-socket seal').digest();
  return {
    close(text, about) {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv(algorithm, key, iv).setAAD(Buffer.from(about));
      const hidden = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), hidden]).toString('base64url');
    },
    open(sealed, about) {
      const bytes = Buffer.from(sealed, 'base64url');
      if (bytes.length < ivBytes + tagBytes) return undefined;
      const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, ivBytes), { authTagLength: tagBytes })
        .setAAD(Buffer.from(about))
        .setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
      try {
        return Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]).toString('utf8');
      } catch {
        return undefined;
      }
    },
  };
}
