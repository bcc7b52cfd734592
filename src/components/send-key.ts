import type { KeyboardEvent } from 'react';

/** The key that sends; with `ctrl+enter` (on a Mac also with Command), Enter alone makes a new line. */
export type SendKey = 'enter' | 'ctrl+enter';

/** Whether a key belongs to an input method, and not to us. */
export function isComposing(event: KeyboardEvent): boolean {
  // oxlint-disable-next-line typescript/no-deprecated -- nothing but the key code tells it in Safari
  return event.nativeEvent.isComposing || event.keyCode === 229;
}

/** Whether Enter, as it is pressed here, sends. */
export function isSendKey(event: KeyboardEvent, sendKey: SendKey): boolean {
  return sendKey === 'enter' ? !event.shiftKey : event.ctrlKey || event.metaKey;
}
