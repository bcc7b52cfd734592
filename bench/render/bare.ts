import './contender.ts';

/** How many letters of what stands already are kept, and when a paragraph is long enough. */
const [shown, longest] = [8000, 300];

const writers: ((text: string) => void)[] = [];

/** What cannot be had for less: letters in paragraphs of a page without a library, in one piece a frame, whose end is followed. */
function openBare(text: string, place: number): void {
  const list = document.body.appendChild(document.createElement('div'));
  list.style.cssText = 'height: 50vh; overflow: auto';
  const content = list.appendChild(document.createElement('div'));
  const addParagraph = () => content.appendChild(document.createElement('p'));
  for (const paragraph of text.slice(-shown).split('\n\n')) addParagraph().textContent = paragraph;
  let last = addParagraph();
  let waiting = '';

  function show(): void {
    if (last.textContent.length > longest) last = addParagraph();
    last.append(waiting);
    waiting = '';
    list.scrollTop = list.scrollHeight;
  }

  writers[place] = (more) => {
    if (waiting === '') requestAnimationFrame(show);
    waiting += more;
  };
}

window.contender = {
  open: (texts) => texts.forEach(openBare),
  write: (place, text) => writers[place]?.(text),
};
