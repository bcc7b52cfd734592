import { useEffect, useRef, useState } from 'react';
import { PageIcon } from './page-icon.tsx';
import { Sidebar, type SidebarProps } from './sidebar.tsx';

/** The sidebar where there is no room for it: a button opens it over the page. */
export function Drawer(props: SidebarProps) {
  const [isOpen, setIsOpen] = useState(false);
  const dialog = useRef<HTMLDialogElement>(null);
  const close = () => dialog.current?.close();

  useEffect(() => {
    if (isOpen) dialog.current?.showModal();
  }, [isOpen]);

  return (
    <>
      <button type="button" className="demo-icon-button" aria-label="Chats" aria-haspopup="dialog" onClick={() => setIsOpen(true)}>
        <PageIcon name="menu" />
      </button>
      {isOpen && (
        <dialog ref={dialog} className="demo-drawer" aria-label="Chats" onClose={() => setIsOpen(false)} closedby="any">
          <Sidebar
            {...props}
            onSelect={(conversationId) => {
              close();
              props.onSelect(conversationId);
            }}
            onNew={() => {
              close();
              props.onNew();
            }}
            onClose={close}
          />
        </dialog>
      )}
    </>
  );
}
