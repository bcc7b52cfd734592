import { mkdir, readFile, writeFile } from 'node:fs/promises';
import type { PeerFigures } from './peer-figures.ts';
import { peersSection } from './peers-section.ts';
import { simulatedSection, type SimulatedFigures } from './simulated-section.ts';

/** What was measured, by the command that did. */
export interface Figures {
  simulated: SimulatedFigures;
  peers: PeerFigures;
}

const docs = new URL('../../docs/', import.meta.url);
const fileOf = (name: keyof Figures) => new URL(`figures/${name}.json`, docs);

/** Keeps figures as JSON, and writes docs/figures.md anew from all that are kept; gives the section of these. */
export async function writeFigures<Name extends keyof Figures>(name: Name, figures: Figures[Name]): Promise<string> {
  await mkdir(new URL('figures/', docs), { recursive: true });
  await writeFile(fileOf(name), `${JSON.stringify(figures, undefined, 2)}\n`);
  const simulated = await read('simulated');
  const peers = await read('peers');
  const sections = { simulated: simulated && simulatedSection(simulated), peers: peers && peersSection(peers) };
  const page = ['# Figures', 'Measured by the commands that are named here, and written by them.', sections.simulated, sections.peers];
  await writeFile(new URL('figures.md', docs), `${page.filter((section) => section !== undefined).join('\n\n')}\n`);
  return sections[name] ?? '';
}

async function read<Name extends keyof Figures>(name: Name): Promise<Figures[Name] | undefined> {
  try {
    return JSON.parse(await readFile(fileOf(name), 'utf8')) as Figures[Name]; // written above
  } catch {
    return undefined;
  }
}
