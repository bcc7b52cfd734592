import { useId, useState } from 'react';

/** What opens and closes at the press of a button. */
export interface Disclosure {
  readonly isOpen: boolean;
  readonly buttonProps: { readonly type: 'button'; readonly 'aria-expanded': boolean; readonly 'aria-controls': string; onClick(): void };
  readonly panelProps: { readonly id: string; readonly hidden: boolean };
}

/** Open as it would be by itself, until the user has chosen; from then on as the user chose. */
export function useDisclosure(isOpenByItself: boolean): Disclosure {
  const [choice, setChoice] = useState<boolean>();
  const id = useId();
  const isOpen = choice ?? isOpenByItself;
  return {
    isOpen,
    buttonProps: { type: 'button', 'aria-expanded': isOpen, 'aria-controls': id, onClick: () => setChoice(!isOpen) },
    panelProps: { id, hidden: !isOpen },
  };
}
