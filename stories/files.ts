/** A picture as a browser draws it. */
export async function aPicture({ side = 240, isNoisy = false } = {}): Promise<File> {
  const canvas = new OffscreenCanvas(side, side);
  const context = canvas.getContext('2d');
  if (context) {
    const sky = context.createLinearGradient(0, 0, 0, side);
    sky.addColorStop(0, '#2452c7');
    sky.addColorStop(1, '#f4b183');
    context.fillStyle = sky;
    context.fillRect(0, 0, side, side);
    for (let dot = 0; isNoisy && dot < 40_000; dot += 1) {
      context.fillStyle = `hsl(${(dot * 47) % 360} 60% 60%)`;
      context.fillRect((dot * 7919) % side, (dot * 104_729) % side, 9, 9);
    }
  }
  return new File([await canvas.convertToBlob({ type: 'image/png' })], 'sunset.png', { type: 'image/png' });
}

/** A short text. */
export function aText(): File {
  return new File(['# Minutes\n\nWe agreed to merge the frames of a tick.\n'.repeat(20)], 'minutes.md', { type: 'text/markdown' });
}
