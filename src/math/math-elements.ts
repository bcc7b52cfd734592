import { createElement, type ReactNode } from 'react';

const elements = new Set(
  (
    'math mrow mi mn mo ms mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover mmultiscripts mprescripts none ' +
    'mtable mtr mtd mlabeledtr mstyle mpadded mphantom menclose merror semantics'
  ).split(' '),
);

const attributes = new Set(
  (
    'accent accentunder columnalign columnlines columnspacing depth display displaystyle fence form height largeop linethickness lspace ' +
    'mathbackground mathcolor mathsize mathvariant maxsize minsize movablelimits notation rowlines rowspacing rspace scriptlevel separator ' +
    'stretchy symmetric voffset width'
  ).split(' '),
);

/** MathML as React elements, so that no markup ever becomes part of the page as it is: what is not known to be harmless is left out. */
export function mathElements(markup: string): ReactNode {
  const parsed = new DOMParser().parseFromString(markup, 'application/xml');
  const math = parsed.getElementsByTagName('math')[0];
  return math ? elementOf(math, 0) : undefined;
}

function elementOf(node: Element, key: number): ReactNode {
  if (!elements.has(node.localName)) return undefined;
  const known = Array.from(node.attributes).filter(({ name }) => attributes.has(name));
  const props = Object.fromEntries(known.map(({ name, value }) => [name, value]));
  return createElement(node.localName, { ...props, key }, ...Array.from(node.childNodes, childOf));
}

function childOf(node: ChildNode, key: number): ReactNode {
  return node instanceof Element ? elementOf(node, key) : node.textContent;
}
