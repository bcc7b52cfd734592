/** What may be attached to a message. */
export interface AttachmentOptions {
  /** Media types, as of an `<input type="file">`: `image/*`, `text/csv`. @default images, PDF, JSON and text */
  readonly accept?: string | undefined;
  /** The most files of a message; a server takes 10. @default 10 */
  readonly maxFiles?: number | undefined;
  /** The most bytes of all files of a message; never more than a frame of the server holds. @default 380000 */
  readonly maxBytes?: number | undefined;
}

/** The limits of a message's files. */
export const attachmentLimits = { maxFiles: 10, maxBytes: 380_000 } as const;
