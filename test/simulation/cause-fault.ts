import type { Fault } from './schedule.ts';
import type { Tab } from './tab.ts';
import type { World } from './world.ts';

/** How long a process waits for the moment at which it is to die, in milliseconds. */
const momentMs = 2000;

/** Something goes wrong, and some of it ends by itself. */
export function causeFault(world: World, fault: Fault): void {
  switch (fault.fault) {
    case 'kill':
      return kill(world, fault);
    case 'restart':
      return restart(world, fault.downMs);
    case 'pause':
      return pause(world, fault.forMs);
    case 'disk full':
      return world.disk.fail(fault.commits);
    case 'clock':
      return (fault.tab === 'server' ? world.server.host() : world.tabs[fault.tab]?.page().host)?.jump(fault.byMs);
    default: {
      const tab = world.tabs[fault.tab];
      return tab && hinder(world, tab, fault);
    }
  }
}

type TabFault = Exclude<Fault, { fault: 'kill' | 'restart' | 'pause' | 'disk full' | 'clock' }>;

function hinder({ clock }: World, tab: Tab, fault: TabFault): void {
  const { line, host } = tab.page();
  switch (fault.fault) {
    case 'door':
      line.setDoor(fault.door);
      return void clock.after(fault.forMs, () => line.setDoor('open'));
    case 'cut':
      return line.cut(fault.code, fault.heard);
    case 'swallow':
      return line.swallow(fault.direction);
    case 'hold':
      line.hold(fault.direction);
      return void clock.after(fault.forMs, () => line.release());
    case 'echo':
      return line.echo();
    case 'offline':
      tab.setOnline(false);
      return void clock.after(fault.forMs, () => tab.setOnline(true));
    case 'freeze':
      if (fault.isAsleep) line.hold('up');
      if (fault.isAsleep) line.hold('down');
      host.freeze();
      return void clock.after(fault.forMs, () => wake(tab));
    case 'cache':
      tab.tell('pagehide');
      host.freeze();
      return void clock.after(fault.forMs, () => {
        host.thaw();
        tab.tell('pageshow');
      });
    default:
      return fault satisfies never;
  }
}

function wake(tab: Tab): void {
  tab.page().host.thaw();
  tab.page().line.release();
  tab.tell('visible');
}

function kill(world: World, { moment, what, downMs }: Extract<Fault, { fault: 'kill' }>): void {
  const { server, disk, clock } = world;
  let isDone = false;
  const strike = () => {
    if (isDone) return;
    isDone = true;
    server.kill(what);
    clock.after(downMs, server.start);
  };
  if (moment === 'now') return strike();
  disk.arm(moment, strike);
  clock.after(momentMs, strike);
}

function restart(world: World, downMs: number): void {
  void world.server.stop().then((forgotten) => {
    if (forgotten > 0) world.fail('I10', `the server left ${forgotten} timers`);
    world.clock.after(downMs, world.server.start);
  });
}

function pause({ server, clock }: World, forMs: number): void {
  const paused = server.host();
  paused.freeze();
  clock.after(forMs, paused.thaw);
}

/** From now on nothing more goes wrong. What was half-open stays so, and has to be found out. */
export function heal(world: World): void {
  world.disk.heal();
  world.server.host().thaw();
  world.server.start();
  for (const tab of world.tabs) {
    const { host, line } = tab.page();
    tab.setOnline(true);
    line.setDoor('open');
    host.thaw();
    line.release();
  }
}
