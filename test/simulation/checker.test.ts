import { describe, expect, it } from 'vitest';
import type { ClientSocket, Environment } from '../../src/client/index.ts';
import { createServerFrameReader, decodeClientFrame, encodeFrame, type ClientFrame, type ServerFrame } from '../../src/protocol/index.ts';
import type { Change, ConversationLog } from '../../src/server/log/index.ts';
import type { SimulatedServerSocket } from './link.ts';
import type { CreateInvariant } from './invariant.ts';
import { logIsSound } from './invariants/log-is-sound.ts';
import { makeSchedule } from './make-schedule.ts';
import { runWorld } from './run-world.ts';
import type { Schedule } from './schedule.ts';
import type { BrokenParts } from './world.ts';

/** What is found in worlds with a broken part, and in how many of twenty. */
async function findings(broken: BrokenParts, invariants?: readonly CreateInvariant[]) {
  const found = new Set<string>();
  let failed = 0;
  for (let place = 0; place < 20; place += 1) {
    const { violation } = await runWorld(makeSchedule(`broken/${place}`), { broken, ...(invariants ? { invariants } : {}) });
    if (!violation) continue;
    failed += 1;
    found.add(violation.invariant);
  }
  return { failed, invariants: [...found] };
}

function textOf(frame: ServerFrame): string {
  return frame.type === 'Scoped' ? JSON.stringify(frame.value) : encodeFrame(frame);
}

/** A server whose sockets send what `change` makes of each frame. */
function serverThatSends(change: (frame: ServerFrame, send: (frame: ServerFrame) => void) => void): BrokenParts {
  const socket = (real: SimulatedServerSocket): SimulatedServerSocket => {
    const read = createServerFrameReader();
    return {
      ...real,
      send(text) {
        const decoded = read(text);
        if (decoded.ok) change(decoded.frame, (frame) => real.send(textOf(frame)));
      },
    };
  };
  return { server: { socket } };
}

/** A client whose sockets hear what `change` makes of each frame. */
function clientThatHears(change: (frame: ServerFrame, hear: (frame: ServerFrame) => void) => void): BrokenParts {
  const broken = (real: ClientSocket): ClientSocket => ({
    get readyState() {
      return real.readyState;
    },
    send: real.send,
    close: real.close,
    addEventListener(type: 'open' | 'error' | 'message' | 'close', listener: (event: never) => void) {
      // Each listener is given the event of its type, as the overloads of ClientSocket say.
      const listen = real.addEventListener as (type: string, listener: (event: never) => void) => void;
      if (type !== 'message') return listen(type, listener);
      const hear = listener as (event: { data: unknown }) => void;
      const read = createServerFrameReader();
      return listen(type, ({ data }: { data: string }) => {
        const decoded = read(data);
        if (decoded.ok) change(decoded.frame, (frame) => hear({ data: textOf(frame) }));
      });
    },
  });
  return { client: (real) => ({ ...real, connect: (url, protocols) => broken(real.connect(url, protocols)) }) };
}

/** A client whose sockets are given what `change` makes of each frame. */
function clientThatSends(change: (frame: ClientFrame, send: (frame: ClientFrame) => void) => void): BrokenParts {
  return clientWith((real) => ({
    connect(url, protocols) {
      const socket = real.connect(url, protocols);
      const send = (text: string) => {
        const decoded = decodeClientFrame(text);
        if (decoded.ok) change(decoded.frame, (frame) => socket.send(encodeFrame(frame)));
      };
      return Object.defineProperty({ ...socket, send }, 'readyState', { get: () => socket.readyState });
    },
  }));
}

function clientWith(change: (real: Environment) => Partial<Environment>): BrokenParts {
  return { client: (real) => ({ ...real, ...change(real) }) };
}

function serverWithLog(change: (real: ConversationLog) => Partial<ConversationLog>): BrokenParts {
  return { server: { log: (real) => ({ ...real, ...change(real) }) } };
}

describe('what is broken is found out', () => {
  it('a frame that the client hears twice, the second time under the next sync_id: I2 or I5', async () => {
    const { failed, invariants } = await findings(
      clientThatHears((frame, hear) => {
        hear(frame);
        if (frame.type === 'Update') hear({ ...frame, sync_id: frame.sync_id + 1, after: frame.sync_id });
      }),
    );
    expect(failed).toBeGreaterThan(10);
    expect(['I2', 'I5']).toEqual(expect.arrayContaining(invariants));
  });

  it('a letter that changes on the way: I2', async () => {
    const { failed, invariants } = await findings(
      serverThatSends((frame, send) =>
        send(frame.type === 'Update' && frame.delta.content ? { ...frame, delta: { content: '?' } } : frame),
      ),
    );
    expect(failed).toBeGreaterThan(10);
    expect(invariants).toEqual(['I2']);
  });

  it('ends that are never sent: I14', async () => {
    const { failed, invariants } = await findings(serverThatSends((frame, send) => frame.type === 'Complete' || send(frame)));
    expect(failed).toBeGreaterThan(10);
    expect(invariants).toEqual(['I14']);
  });

  it('a log that wakes nobody: I14', async () => {
    const { failed, invariants } = await findings(serverWithLog(() => ({ onAppended: () => () => undefined })));
    expect(failed).toBeGreaterThan(5);
    expect(invariants).toEqual(['I14']);
  });

  it('a log that forgets some of what it is given: I7', async () => {
    let appended = 0;
    const forgets = serverWithLog((real) => ({
      submit: <T>(change: Change<T>) =>
        real.submit<T>({
          conversationId: change.conversationId,
          onStored: (result) => change.onStored(result),
          onFailed: (reason) => change.onFailed(reason),
          apply: (draft) =>
            change.apply({
              ...draft,
              append(event) {
                appended += 1;
                return event.type === 'Update' && appended % 3 === 0 ? undefined : draft.append(event);
              },
            }),
        }),
    }));
    const { failed, invariants } = await findings(forgets);
    expect(failed).toBeGreaterThan(10);
    expect(invariants).toContain('I7');
  });

  it('a server that tells everybody of everything: I13', async () => {
    const everybody = new Set<(frame: ServerFrame) => void>();
    const { failed, invariants } = await findings(
      serverThatSends((frame, send) => {
        everybody.add(send);
        if (frame.type === 'MessageAdded') for (const sendTo of everybody) sendTo(frame);
        else send(frame);
      }),
    );
    expect(failed).toBeGreaterThan(5);
    expect(invariants).toContain('I13');
  });

  it('a list that is told to everybody: I13', async () => {
    const everybody = new Set<(frame: ServerFrame) => void>();
    const { failed, invariants } = await findings(
      serverThatSends((frame, send) => {
        everybody.add(send);
        if (frame.type === 'Scoped' && frame.value['type'] === 'ConversationChanged') for (const sendTo of everybody) sendTo(frame);
        else send(frame);
      }),
    );
    expect(failed).toBeGreaterThan(5);
    expect(invariants).toContain('I13');
  });

  it('a list that says that nothing is ever answered: I2', async () => {
    const { failed, invariants } = await findings(
      serverThatSends((frame, send) => {
        const text = textOf(frame).replaceAll('"status":"answering"', '"status":"idle"');
        send(frame.type === 'Scoped' ? { ...frame, value: JSON.parse(text) } : frame);
      }),
    );
    expect(failed).toBeGreaterThan(10);
    expect(invariants).toEqual(['I2']);
  });

  it('a list of which nothing is told but its beginning: I14', async () => {
    const { failed, invariants } = await findings(
      serverThatSends((frame, send) => (frame.type === 'Scoped' && frame.value['type'] !== 'Subscribed') || send(frame)),
    );
    expect(failed).toBeGreaterThan(10);
    expect(invariants).toContain('I14');
  });

  it('a server that restores nothing: I3', async () => {
    const forgets = serverWithLog((real) => ({
      transact: (id, change) => real.transact(id, (draft) => change({ ...draft, restore: () => undefined })),
    }));
    const { failed, invariants } = await findings(forgets);
    expect(failed).toBeGreaterThan(0);
    expect(invariants).toEqual(['I3']);
  });

  it('a message that is sent again as another one: I3', async () => {
    const again = clientWith((real) => ({
      connect(url, protocols) {
        const socket = real.connect(url, protocols);
        const send = (text: string) => {
          socket.send(text);
          if (text.startsWith('{"type":"Message"')) socket.send(text.replace(/"id":"[^"]+"/, `"id":"${real.uuid()}"`));
        };
        return Object.defineProperty({ ...socket, send }, 'readyState', { get: () => socket.readyState });
      },
    }));
    const { failed, invariants } = await findings(again);
    expect(failed).toBeGreaterThan(10);
    expect(invariants).toEqual(['I3']);
  });

  it('calls of tools that wait for nobody: R4.20', async () => {
    const hasty = serverWithLog((real) => ({
      transact: (id, change) =>
        real.transact(id, (draft) =>
          change({
            ...draft,
            append(event) {
              if (event.type !== 'ToolUpdate' || event.tool.status !== 'awaiting') return draft.append(event);
              return draft.append({ ...event, tool: { ...event.tool, status: 'running' } });
            },
          }),
        ),
    }));
    const { failed, invariants } = await findings(hasty);
    expect(failed).toBeGreaterThan(0);
    expect(invariants).toEqual(['R4.20']);
  });

  it('an event that is missing from the log: I1', async () => {
    // No part of the server can leave one out and go on: so it is kept from the judge.
    const blind: CreateInvariant = (world, fail) => {
      const { onStored } = logIsSound(world, fail);
      return { onStored: (event) => (event.sync_id === 3 ? undefined : onStored?.(event)) };
    };
    const { failed, invariants } = await findings({}, [blind]);
    expect(failed).toBeGreaterThan(10);
    expect(invariants).toEqual(['I1']);
  });

  it('messages that are kept before those that were written earlier: I4', async () => {
    const disorderly = clientWith(({ openKeeper }) => ({
      ...(openKeeper && {
        async openKeeper(address) {
          const keeper = await openKeeper(address);
          return {
            ...keeper,
            async keep(message) {
              const seq = await keeper.keep(message);
              if (seq === undefined || seq < 0) return seq;
              await keeper.move(seq, message.frame.id, -seq);
              return -seq;
            },
          };
        },
      }),
    }));
    const schedule: Schedule = {
      ...makeSchedule('broken'),
      browsers: [{ hasCookies: true, isDurable: true }],
      tabs: [{ browser: 0, shows: true }],
      conversations: [{ owner: 0 }],
      steps: [
        { at: 2000, fault: 'offline', tab: 0, forMs: 5000 },
        { at: 2100, do: 'send', tab: 0, conversation: 0, how: 'plainly' },
        { at: 2200, do: 'send', tab: 0, conversation: 0, how: 'plainly' },
        { at: 3000, do: 'reload', tab: 0 },
      ],
    };
    expect((await runWorld(schedule)).violation).toBeUndefined();
    expect((await runWorld(schedule, { broken: disorderly })).violation?.invariant).toBe('I4');
  });

  it('a second socket that nobody listens to: I9', async () => {
    const { failed, invariants } = await findings(
      clientWith((real) => ({
        connect(url, protocols) {
          real.connect(url, protocols);
          return real.connect(url, protocols);
        },
      })),
    );
    expect(failed).toBeGreaterThan(5);
    expect(invariants).toContain('I9');
  });

  it('a server that writes on to a reader that takes nothing: I11', async () => {
    const socket = (real: SimulatedServerSocket): SimulatedServerSocket => ({ ...real, bufferedBytes: () => 0 });
    const { failed, invariants } = await findings({ server: { socket } });
    expect(failed).toBeGreaterThan(0);
    expect(invariants).toEqual(['I11']);
  });

  it('what is no frame, from the server and from a client: I15', async () => {
    const half = (text: string) => text.slice(0, text.length / 2);
    const socket = (real: SimulatedServerSocket): SimulatedServerSocket => ({
      ...real,
      send: (text) => real.send(text.includes('"Complete"') ? half(text) : text),
    });
    expect(await findings({ server: { socket } })).toMatchObject({ invariants: ['I15'] });
    const mumbles = clientWith((real) => ({
      connect(url, protocols) {
        const opened = real.connect(url, protocols);
        const send = (text: string) => opened.send(text.includes('"Message"') ? half(text) : text);
        return Object.defineProperty({ ...opened, send }, 'readyState', { get: () => opened.readyState });
      },
    }));
    expect(await findings(mumbles)).toMatchObject({ invariants: ['I15'] });
  });

  it('a stop that is never sent: I8', async () => {
    const deaf = clientThatSends((frame, send) => frame.type === 'Cancel' || send(frame));
    const { failed, invariants } = await findings(deaf);
    expect(failed).toBeGreaterThan(0);
    expect(invariants).toContain('I8');
  });

  it('retries that keep to no bound: I12', async () => {
    const { failed, invariants } = await findings(clientWith(() => ({ random: () => 7 })));
    expect(failed).toBeGreaterThan(5);
    expect(invariants).toEqual(['I12']);
  });

  it('timers that cannot be called off: I10', async () => {
    const { failed, invariants } = await findings(
      clientWith((real) => ({
        setTimer(ms, callback) {
          real.setTimer(ms, callback);
          return () => undefined;
        },
      })),
    );
    expect(failed).toBeGreaterThan(10);
    expect(invariants).toContain('I10');
  });
});

it('a frame that gets lost is asked for again, and nothing is missed', async () => {
  let updates = 0;
  const loses = serverThatSends((frame, send) => {
    if (frame.type === 'Update') updates += 1;
    if (frame.type !== 'Update' || updates % 5 > 0) send(frame);
  });
  expect(await findings(loses)).toEqual({ failed: 0, invariants: [] });
  expect(updates).toBeGreaterThan(100);
});
