import type { Tab } from './tab.ts';
import type { World } from './world.ts';

/** In each browser one more tab that comes late to every chat, and reads it from its first message on. Strangers cannot be joined. */
export function bringWitnesses({ schedule, conversationIds, openTab }: World): void {
  for (const [browser, { hasCookies }] of schedule.browsers.entries()) {
    if (!hasCookies) continue;
    const witness = openTab(browser, `witness ${browser}`);
    for (const [place, { owner }] of schedule.conversations.entries()) {
      if (owner === browser) witness.show(conversationIds[place] ?? '');
    }
    witness.enter();
  }
}

/** Whether a tab came late to read everything. */
export function isWitness(tab: Tab): boolean {
  return tab.name.startsWith('witness');
}

/** Witnesses ask for what came before what they have. */
export function readBack({ tabs }: World): void {
  for (const tab of tabs) if (isWitness(tab)) for (const id of tab.shown) tab.page().client.loadEarlier(id);
}
