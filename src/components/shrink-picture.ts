/** Longest sides to try, in pixels. A model looks at no more than the first. */
const sides = [1568, 1024, 640, 384];

/** A picture as WebP of at most so many bytes; undefined if it does not get that small. */
export async function shrinkPicture(picture: Blob, maxBytes: number): Promise<Blob | undefined> {
  const image = await createImageBitmap(picture);
  try {
    for (const side of sides) {
      const scale = Math.min(1, side / Math.max(image.width, image.height));
      const canvas = new OffscreenCanvas(Math.max(1, Math.round(image.width * scale)), Math.max(1, Math.round(image.height * scale)));
      canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
      const blob = await canvas.convertToBlob({ type: 'image/webp', quality: 0.8 });
      // A browser that cannot write WebP writes PNG, which would be larger than what it came from.
      if (blob.type === 'image/webp' && blob.size <= maxBytes) return blob;
    }
    return undefined;
  } finally {
    image.close();
  }
}
