import { useEffect, useState, type RefObject } from 'react';

/** Takes files that are dropped on the window around an element, or on its form; true while some are held over it. */
export function useFileDrop(element: RefObject<HTMLElement | null>, onFiles: (files: readonly File[]) => void, isOn: boolean): boolean {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const target = element.current?.closest<HTMLElement>('.chat-window') ?? element.current?.closest('form');
    if (!target || !isOn) return undefined;
    const listening = new AbortController();
    const { signal } = listening;
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;
    const onOver = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const onLeave = (event: DragEvent) => {
      if (!(event.relatedTarget instanceof Node && target.contains(event.relatedTarget))) setOver(false);
    };
    const onDrop = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(false);
      onFiles([...(event.dataTransfer?.files ?? [])]);
    };
    target.addEventListener('dragover', onOver, { signal });
    target.addEventListener('dragleave', onLeave, { signal });
    target.addEventListener('drop', onDrop, { signal });
    return () => listening.abort();
  }, [element, onFiles, isOn]);
  return isOver;
}
