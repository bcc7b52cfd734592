import { compactSubprotocol, createServerFrameReader, decodeClientFrame, encodeFrame } from '../../src/protocol/index.ts';
import { createBrowser } from './browser.ts';
import { createClock, type Clock } from './clock.ts';
import { createDisk, type Disk } from './disk.ts';
import { createIntruder, intruderSite, type Intruder } from './intruder.ts';
import type { CreateInvariant, Invariant, Violation } from './invariant.ts';
import { createListTruth, type ListTruth } from './list-truth.ts';
import { createLedger, type Ledger } from './ledger.ts';
import type { Link, WireTap } from './link.ts';
import { createNetwork } from './network.ts';
import { createRandom } from './random.ts';
import type { Schedule } from './schedule.ts';
import { createSeededModel, type SeededModel } from './seeded-model.ts';
import { createSessionMemory } from './session-memory.ts';
import { createSimulatedServer, type ServerParts, type SimulatedServer } from './simulated-server.ts';
import { createTab, type Tab, type TabOptions } from './tab.ts';
import { createToolbox } from './toolbox.ts';
import { createTruth, type Truth } from './truth.ts';

/** Everything that there is: a server and its disk, tabs and their people, and the network between them. */
export interface World {
  readonly schedule: Schedule;
  readonly clock: Clock;
  readonly truth: Truth;
  readonly lists: ListTruth;
  readonly ledger: Ledger;
  readonly disk: Disk;
  readonly model: SeededModel;
  readonly server: SimulatedServer;
  readonly tabs: readonly Tab[];
  /** Opens one more tab in a browser. */
  openTab(browser: number, name: string): Tab;
  readonly conversationIds: readonly string[];
  readonly intruder: Intruder;
  readonly invariants: readonly Invariant[];
  /** What did not hold, the first of it. */
  violation(): Violation | undefined;
  fail(invariant: string, what: string): void;
  /** Frames and stored events so far. */
  events(): number;
  trace(line: () => string): void;
}

/** What a test may put in the place of the real thing, to see that it is found out. */
export interface BrokenParts {
  readonly server?: ServerParts;
  readonly client?: TabOptions['environment'];
}

export interface WorldOptions {
  readonly schedule: Schedule;
  readonly invariants: readonly CreateInvariant[];
  /** Told of everything that happens, for people to read. */
  readonly onTrace?: (line: string) => void;
  readonly broken?: BrokenParts;
}

/** A world before its first step; its server is not started. */
export async function createWorld({ schedule, invariants, onTrace, broken = {} }: WorldOptions): Promise<World> {
  const random = createRandom(schedule.seed);
  const clock = createClock();
  const truth = createTruth();
  const lists = createListTruth();
  const ledger = createLedger(clock.now);
  const readers = new WeakMap<Link, ReturnType<typeof createServerFrameReader>>();
  let violation: Violation | undefined;
  let events = 0;

  function hearClient(link: Link, text: string): void {
    const decoded = decodeClientFrame(text);
    if (decoded.ok) for (const invariant of world.invariants) invariant.onClientFrame?.(link, decoded.frame);
    else if (link.site !== intruderSite) world.fail('I15', `${link.site} sent what is no frame: ${decoded.message}`);
  }

  function hearServer(link: Link, text: string): void {
    const read = readers.get(link) ?? createServerFrameReader();
    readers.set(link, read);
    const decoded = read(text);
    if (decoded.ok) for (const invariant of world.invariants) invariant.onServerFrame?.(link, decoded.frame, text.length);
    else world.fail('I15', `the server sent what is no frame: ${decoded.message}`);
  }

  const tap: WireTap = {
    onSent(link, direction, text) {
      events += 1;
      world.trace(() => `${link.site} ${direction === 'up' ? '→' : '←'} ${text}`);
      if (direction === 'up') hearClient(link, text);
      else hearServer(link, text);
    },
  };

  const latency = random.fork('network');
  const diskSpeed = random.fork('disk');
  const network = createNetwork({
    clock,
    latencyMs: () => latency.between(...schedule.network.latencyMs),
    byteWeight: schedule.network.byteWeight,
    protocol: schedule.subprotocol ?? compactSubprotocol,
    tap,
  });
  const disk = await createDisk({
    latencyMs: () => diskSpeed.between(...schedule.diskMs),
    onCommitted(stored) {
      events += stored.length;
      for (const event of stored) {
        world.trace(() => `disk: ${encodeFrame(event)}`);
        truth.append(event);
        for (const invariant of world.invariants) invariant.onStored?.(event);
      }
    },
    onListed(userId, event) {
      lists.append(userId, event);
      for (const invariant of world.invariants) invariant.onListed?.(userId, event);
    },
  });
  const sessions = createSessionMemory();
  const model = createSeededModel(random.fork('model'), schedule);
  const toolbox = createToolbox(random.fork('tools'), (tool, use) => {
    world.trace(() => `${tool} is used by ${use.toolId} of ${use.messageId}`);
    for (const invariant of world.invariants) invariant.onToolUse?.(tool, use);
  });
  const server = createSimulatedServer({
    clock,
    network,
    disk,
    sessions,
    model,
    toolbox,
    setup: schedule.server,
    onError: (message, { error }) => {
      world.trace(() => `server: ${message}: ${String(error)}`);
      if (
        error instanceof Error &&
        !/disk is full|log is closed|answer to a commit|provider is down|tool is out of order/.test(error.message)
      )
        world.fail('server', `${message}: ${error.stack}`);
    },
    ...(broken.server ? { parts: broken.server } : {}),
  });
  const browsers = await Promise.all(
    schedule.browsers.map((setup, number) => createBrowser({ setup, number, clock, sessions, random: random.fork(`browser ${number}`) })),
  );

  const tabs: Tab[] = [];

  function openTab(browserNumber: number, name: string): Tab {
    const browser = browsers[browserNumber];
    if (!browser) throw new Error(`There is no browser ${browserNumber}.`);
    const opened = createTab({
      name,
      number: tabs.length,
      clock,
      network,
      browser,
      random: random.fork(name),
      ...(broken.client ? { environment: broken.client } : {}),
      watch: {
        onPage: (tab, page) => world.invariants.forEach((invariant) => invariant.onPage?.(tab, page)),
        onChange(tab, page, change) {
          if (change.type === 'connection') world.trace(() => `${tab.name} is ${JSON.stringify(page.client.connection())}`);
          for (const invariant of world.invariants) invariant.onChange?.(tab, page, change);
        },
        onPaint: (tab, page) => world.invariants.forEach((invariant) => invariant.onPaint?.(tab, page)),
        onList: (tab, page) => world.invariants.forEach((invariant) => invariant.onList?.(tab, page)),
      },
    });
    tabs.push(opened);
    return opened;
  }

  const world: World = {
    schedule,
    clock,
    truth,
    lists,
    ledger,
    disk,
    model,
    server,
    tabs,
    openTab,
    conversationIds: schedule.conversations.map((_, number) => `c0000000-0000-4000-8000-${number.toString().padStart(12, '0')}`),
    intruder: createIntruder(network, clock, truth),
    invariants: [],
    violation: () => violation,
    fail(invariant, what) {
      violation ??= { invariant, what };
      world.trace(() => `BROKEN ${invariant}: ${what}`);
    },
    events: () => events,
    trace: (line) => onTrace?.(`${String(clock.now()).padStart(7)} ${line()}`),
  };
  for (const [number, { browser }] of schedule.tabs.entries()) openTab(browser, `tab ${number}`);
  return Object.assign(world, { invariants: invariants.map((create) => create(world, world.fail)) });
}
