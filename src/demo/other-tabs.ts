const name = 'react-chat-socket signed out';

/** Leaves for a page that shows nothing of before. */
export function leave(): void {
  window.location.assign('/');
}

/** Listens to the other tabs of this page for somebody who signs out. */
export function openOtherTabs(onSignedOut: () => void): BroadcastChannel {
  const channel = new BroadcastChannel(name);
  channel.addEventListener('message', onSignedOut);
  return channel;
}

/** Tells the other tabs. */
export function tellOtherTabs(): void {
  const channel = new BroadcastChannel(name);
  channel.postMessage('signed out');
  channel.close();
}
