import type { Backend } from './backend.ts';
import { startFaultProxy, type FaultProxy } from './fault-proxy.ts';
import { createSeededRandom, type SeededRandom } from './seeded-random.ts';
import { openTab, type Person, type Tab } from './tab.ts';

/** How tabs are put before a backend. */
export interface RigOptions {
  readonly seed: number;
  /** How many seconds of the clients' clocks pass in a real one. @default 20 */
  readonly speed?: number;
}

/** Tabs, and a network that fails between them and a backend. */
export interface Rig {
  readonly random: SeededRandom;
  readonly proxy: FaultProxy;
  readonly tabs: readonly Tab[];
  /** A tab behind the network. @default of somebody new */
  openTab(person?: Person): Tab;
  /** Closes the tabs and the network. */
  close(): Promise<void>;
}

/** Puts a network before a backend. */
export async function startRig({ server }: Backend, { seed, speed = 20 }: RigOptions): Promise<Rig> {
  const random = createSeededRandom(seed);
  const proxy = await startFaultProxy(server.port, random);
  const tabs: Tab[] = [];
  return {
    random,
    proxy,
    tabs,
    openTab(person = { token: undefined }) {
      const tab = openTab({ url: `ws://127.0.0.1:${proxy.port}/ws`, person, random, speed });
      tabs.push(tab);
      return tab;
    },
    async close() {
      for (const tab of tabs) tab.close();
      await proxy.close();
    },
  };
}
