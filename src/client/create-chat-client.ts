import { findMessage, isAnswering, visiblePath, type Welcome } from '../protocol/index.ts';
import { createApprovals } from './approvals.ts';
import { createInbox } from './inbox.ts';
import { createCancels } from './cancels.ts';
import type { Channel } from './channel.ts';
import type { ChatClient, ChatClientOptions, ClientChange } from './chat-client.ts';
import { createConnection } from './connection.ts';
import { realEnvironment } from './environment.ts';
import { createFollowers } from './followers.ts';
import { createHolders } from './holders.ts';
import { createLateSharing } from './late-sharing.ts';
import { createOutbox } from './outbox.ts';
import type { KeptMessage } from './outbox-keeper.ts';
import { messageFrame, regenerateFrame } from './outgoing-frames.ts';
import { createRequests } from './requests.ts';
import { createSubscriptions } from './subscriptions.ts';
import { createWorkHolds } from './work-holds.ts';

/** Makes a client. It does nothing until it is opened. */
export function createChatClient({
  url,
  identity = '',
  getToken,
  environment = realEnvironment(),
  lingerMs = 200,
  outboxLimit = 100,
  onFrame,
}: ChatClientOptions): ChatClient {
  const listeners = new Set<(change: ClientChange) => void>();
  /** By scope. */
  const channels = new Map<string, Channel>();

  let user: string | undefined;
  let welcomed: Welcome | undefined;
  let clockOffsetMs = 0;
  let stopListening: (() => void) | undefined;

  const emit = (change: ClientChange) => {
    for (const listener of listeners) listener(change);
  };

  const connection = createConnection({
    url,
    environment,
    getToken,
    onFrame(frame) {
      onFrame?.(frame);
      inbox.receive(frame);
    },
    isAwaiting: () => requests.isAwaiting(),
    onState: () => emit({ type: 'connection' }),
    onLive(userId, welcome) {
      onFrame?.(welcome);
      clockOffsetMs = welcome.now - environment.now();
      welcomed = welcome;
      outbox.belongTo(userId, welcome.max_frame_bytes, welcome.previous_user_id);
      sharing.join(userId, welcome.previous_user_id);
      if (user !== undefined && user !== userId) subscriptions.forget();
      user = userId;
      subscriptions.onLive();
      outbox.pumpAll();
      cancels.onLive();
      approvals.onLive();
      for (const channel of channels.values()) channel.onLive();
    },
    onLost(code) {
      requests.clear();
      subscriptions.onLost();
      outbox.onLost(code);
    },
  });

  const requests = createRequests(environment, connection.send);
  const subscriptions = createSubscriptions({
    requests,
    send: connection.send,
    misses: (conversation) => inbox.missing(conversation).length > 0,
    onChange: conversationChanged,
    onText: (conversationId, messageIds) => emit({ type: 'conversation', conversationId, messageIds }),
  });

  const heldOf = (conversationId: string) => subscriptions.get(conversationId)?.conversation;

  const holders = createHolders({
    environment,
    lingerMs,
    onHeld() {
      stopListening = environment.page.listen((signal) => {
        if (signal === 'visible') subscriptions.lookAgain();
        if (signal === 'pagehide') sharing.leave();
      });
      sharing.restore();
      connection.open();
    },
    onReleased() {
      stopListening?.();
      sharing.leave();
      connection.close();
      requests.clear();
      subscriptions.onLost();
    },
  });

  const followers = createFollowers({
    environment,
    lingerMs,
    onHeld: subscriptions.add,
    onReleased(conversationId) {
      subscriptions.remove(conversationId);
      emit({ type: 'conversation', conversationId, messageIds: new Set() });
    },
  });
  const work = createWorkHolds(isWorking, holdWithConnection);

  const address = JSON.stringify([url, identity]);
  const sharing = createLateSharing({
    environment,
    address,
    openKeeper: environment.openKeeper,
    waiting: (userId) => outbox.waiting(userId),
    onKept: takeIn,
    onAcknowledged(id) {
      inbox.acknowledge(id);
      // It may have begun a conversation that was not there, or stand before what is held: the answer tells.
      subscriptions.lookAgain();
    },
    onRemoved: (id) => outbox.drop(id),
    onLead: () => outbox.pumpAll(),
  });
  const outbox = createOutbox({
    environment,
    requests,
    sharing,
    limit: outboxLimit,
    isBusy(conversationId) {
      const held = subscriptions.get(conversationId);
      return held !== undefined && held.status !== 'gone' && isAnswering(held.conversation);
    },
    replyTo(conversationId, named) {
      const held = heldOf(conversationId);
      // A log that began anew does not know what stood in the one before.
      const isHeld = named !== undefined && (!held?.log_id || held.has_earlier || findMessage(held, named) !== undefined);
      return isHeld ? named : held && visiblePath(held).at(-1)?.id;
    },
    onChange(conversationId, messageId) {
      cancels.outboxChanged(messageId);
      work.check(conversationId);
      emit({ type: 'conversation', conversationId, messageIds: new Set([messageId]) });
    },
    onTakenBack: (conversationId, messageId) => cancels.want(conversationId, messageId),
  });
  const cancels = createCancels({
    requests,
    isOnItsWay: (conversationId, messageId) =>
      outbox.entries(conversationId).some((entry) => entry.frame.id === messageId && entry.status !== 'failed'),
    onChange: work.check,
  });
  const approvals = createApprovals({ requests, uuid: environment.uuid, onChange: work.check });
  const inbox = createInbox({ subscriptions, outbox, cancels, approvals, channels });

  function isOnItsWay(conversationId: string): boolean {
    return outbox.entries(conversationId).some((entry) => entry.status !== 'failed');
  }

  function isWorking(conversationId: string): boolean {
    return isOnItsWay(conversationId) || cancels.isWanted(conversationId) || approvals.isWanted(conversationId);
  }

  function holdWithConnection(conversationId: string): () => void {
    const id = environment.uuid();
    const releases = [holders.hold(id), followers.hold(conversationId, id)];
    return () => releases.forEach((release) => release());
  }

  function conversationChanged(conversationId: string, messageIds: ReadonlySet<string>): void {
    const held = subscriptions.get(conversationId);
    if (held) inbox.check(held);
    emit({ type: 'conversation', conversationId, messageIds });
  }

  /** The log may have shown a message while it was being read from what is kept: then it waits for nothing. */
  function takeIn(messages: readonly KeptMessage[], gone: ReadonlySet<string>): void {
    const logged = messages.filter(({ frame }) => {
      const held = heldOf(frame.conversation_id);
      return held && findMessage(held, frame.id);
    });
    for (const { frame, seq } of logged) sharing.acknowledged(frame.id, seq);
    outbox.takeIn(
      messages.filter((message) => !logged.includes(message)),
      gone,
    );
  }

  function stop(conversationId: string): void {
    const onItsWay = outbox.entries(conversationId).find((entry) => entry.status === 'sending' || entry.status === 'sent');
    const target = heldOf(conversationId)?.unfinished[0] ?? onItsWay?.frame.id;
    if (target !== undefined) cancels.want(conversationId, target);
  }

  return {
    url,
    address,
    environment,
    connection: connection.state,
    serverNow: () => environment.now() + clockOffsetMs,
    open: holders.hold,
    follow: followers.hold,
    conversation: subscriptions.get,
    outbox: outbox.entries,
    send: (options) => outbox.add(messageFrame(environment.uuid(), options)),
    regenerate: (options) => outbox.add(regenerateFrame(environment.uuid(), options)),
    retry(messageId) {
      const id = environment.uuid();
      outbox.retry(messageId, id);
      return id;
    },
    remove: outbox.remove,
    sendNow(messageId) {
      const conversationId = outbox.first(messageId);
      if (conversationId === undefined) return;
      stop(conversationId);
      outbox.pump(conversationId);
    },
    unsent: outbox.unsent,
    userId: () => user,
    previousUserId: () => welcomed?.previous_user_id,
    maxFrameBytes: () => welcomed?.max_frame_bytes,
    stop,
    approve: approvals.decide,
    loadEarlier: subscriptions.loadEarlier,
    reload: subscriptions.reload,
    retryNow: connection.retryNow,
    join(scope, channel) {
      channels.set(scope, channel);
      return {
        lingerMs,
        requests,
        send: connection.send,
        // A message that begins it brings what there is; one to what was gone may fail.
        isThere(id) {
          if (subscriptions.get(id)?.status === 'gone' || !isOnItsWay(id)) subscriptions.isThere(id);
        },
      };
    },
    subscribe(onChange) {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
  };
}
