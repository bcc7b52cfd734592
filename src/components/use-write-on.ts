import { useChatFocus } from '../react/index.ts';

/** For buttons that go away when they are pressed: whoever did goes on in the composer. */
export function useWriteOn(): (act: () => void) => () => void {
  const { composer } = useChatFocus();
  return (act) => () => {
    act();
    composer.current?.focus();
  };
}
