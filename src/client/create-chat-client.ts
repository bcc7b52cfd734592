import {
  findMessage,
  isAnswering,
  visiblePath,
  type Conversation,
  type ErrorFrame,
  type MessageAdded,
  type ServerFrame,
  type Subscribed,
} from '../protocol/index.ts';
import { createApprovals } from './approvals.ts';
import { cancelKey, createCancels } from './cancels.ts';
import type { Channel } from './channel.ts';
import type { ChatClient, ChatClientOptions, ClientChange } from './chat-client.ts';
import { createConnection } from './connection.ts';
import { realEnvironment } from './environment.ts';
import { createHolders, type Holders } from './holders.ts';
import { createLateSharing } from './late-sharing.ts';
import { createOutbox } from './outbox.ts';
import type { KeptMessage } from './outbox-keeper.ts';
import { messageFrame, regenerateFrame } from './outgoing-frames.ts';
import { placedBefore } from './placed-before.ts';
import { createRequests } from './requests.ts';
import { createSubscriptions } from './subscriptions.ts';

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
  const followers = new Map<string, Holders>();
  /** By scope. */
  const channels = new Map<string, Channel>();
  /** What keeps a conversation and the connection for as long as something of it is on its way. */
  const work = new Map<string, () => void>();

  let user: string | undefined;
  let previousUser: string | undefined;
  let clockOffsetMs = 0;
  let stopListening: (() => void) | undefined;

  const emit = (change: ClientChange) => {
    for (const listener of listeners) listener(change);
  };

  const connection = createConnection({
    url,
    environment,
    getToken,
    onFrame: receive,
    onState: () => emit({ type: 'connection' }),
    onLive(userId, welcome) {
      onFrame?.(welcome);
      clockOffsetMs = welcome.now - environment.now();
      previousUser = welcome.previous_user_id;
      outbox.belongTo(userId, welcome.max_frame_bytes, previousUser);
      sharing.join(userId, previousUser);
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
    misses: (conversation) => missing(conversation).length > 0,
    onChange: conversationChanged,
  });
  const address = JSON.stringify([url, identity]);
  const sharing = createLateSharing({
    environment,
    address,
    openKeeper: environment.openKeeper,
    waiting: (userId) => outbox.waiting(userId),
    onKept: takeIn,
    onAcknowledged(id) {
      acknowledged(id);
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
      return held !== undefined && isAnswering(held.conversation);
    },
    replyTo(conversationId, named) {
      const held = subscriptions.get(conversationId)?.conversation;
      // A log that began anew does not know what stood in the one before.
      const isHeld = named !== undefined && (!held?.log_id || held.has_earlier || findMessage(held, named) !== undefined);
      return isHeld ? named : held && visiblePath(held).at(-1)?.id;
    },
    onChange(conversationId, messageId) {
      cancels.outboxChanged(messageId);
      keepWhileWorking(conversationId);
      emit({ type: 'conversation', conversationId, messageIds: new Set([messageId]) });
    },
  });
  const cancels = createCancels({
    requests,
    isOnItsWay: (conversationId, messageId) =>
      outbox.entries(conversationId).some((entry) => entry.frame.id === messageId && entry.status !== 'failed'),
    onChange: keepWhileWorking,
  });
  const approvals = createApprovals({ requests, uuid: environment.uuid, onChange: keepWhileWorking });

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

  function followersOf(conversationId: string): Holders {
    const known = followers.get(conversationId);
    if (known) return known;
    const created = createHolders({
      environment,
      lingerMs,
      onHeld: () => subscriptions.add(conversationId),
      onReleased() {
        followers.delete(conversationId);
        subscriptions.remove(conversationId);
        emit({ type: 'conversation', conversationId, messageIds: new Set() });
      },
    });
    followers.set(conversationId, created);
    return created;
  }

  function unfinishedAnswer(conversationId: string): string | undefined {
    return subscriptions.get(conversationId)?.conversation.unfinished[0];
  }

  function keepWhileWorking(conversationId: string): void {
    const isOnItsWay = outbox.entries(conversationId).some((entry) => entry.status !== 'failed');
    const isWorking = isOnItsWay || cancels.isWanted(conversationId) || approvals.isWanted(conversationId);
    const release = work.get(conversationId);
    if (!isWorking) {
      work.delete(conversationId);
      release?.();
      return;
    }
    if (release) return;
    const id = environment.uuid();
    const releases = [holders.hold(id), followersOf(conversationId).hold(id)];
    work.set(conversationId, () => releases.forEach((give) => give()));
  }

  function conversationChanged(conversationId: string, messageIds: ReadonlySet<string>): void {
    const held = subscriptions.get(conversationId);
    if (held) {
      for (const { frame, status } of outbox.entries(conversationId)) {
        if (status === 'sent' && findMessage(held.conversation, frame.id)) outbox.settle(frame.id);
      }
      cancels.check(held.conversation);
      approvals.check(held.conversation);
      outbox.pump(conversationId);
    }
    emit({ type: 'conversation', conversationId, messageIds });
  }

  /** The log may have shown a message while it was being read from what is kept: then it waits for nothing. */
  function takeIn(messages: readonly KeptMessage[], gone: ReadonlySet<string>): void {
    const logged = messages.filter(({ frame }) => {
      const held = subscriptions.get(frame.conversation_id);
      return held && findMessage(held.conversation, frame.id);
    });
    for (const { frame, seq } of logged) sharing.acknowledged(frame.id, seq);
    outbox.takeIn(
      messages.filter((message) => !logged.includes(message)),
      gone,
    );
  }

  function acknowledged(id: string): void {
    outbox.acknowledge(id);
    cancels.arrived(id);
  }

  /** Any sight of an id tells that the server has it, whatever becomes of the frame that shows it. */
  function acknowledge(frame: ServerFrame): void {
    if (frame.type === 'MessageAdded') acknowledged(frame.message.id);
    if (frame.type === 'Subscribed') frame.events?.forEach(acknowledge);
    if (frame.type === 'Subscribed' || frame.type === 'History') frame.messages?.forEach((message) => acknowledged(message.id));
  }

  /** What the server has of the outbox, and the conversation does not show. */
  function missing(conversation: Conversation): string[] {
    const sent = outbox.entries(conversation.id).filter((entry) => entry.status === 'sent' && !findMessage(conversation, entry.frame.id));
    return sent.map((entry) => entry.frame.id);
  }

  /** What the server has is not waited for where its place is before what is held. */
  function settleBefore(frame: MessageAdded | Subscribed, conversationId = ''): void {
    const held = subscriptions.get(conversationId);
    if (!held) return;
    placedBefore(frame, held.conversation, missing(held.conversation)).forEach(outbox.settle);
    outbox.pump(conversationId);
  }

  function receive(frame: ServerFrame): void {
    onFrame?.(frame);
    acknowledge(frame);
    switch (frame.type) {
      case 'MessageAdded':
        subscriptions.receive(frame);
        return settleBefore(frame, frame.conversation_id);
      case 'Complete':
        cancels.answered(frame.request_id);
        return subscriptions.receive(frame);
      case 'Update':
      case 'ToolUpdate':
      case 'Part':
      case 'Unknown':
        return subscriptions.receive(frame);
      case 'Subscribed':
        subscriptions.subscribed(frame);
        return settleBefore(frame, frame.conversation_id);
      case 'Unsubscribed':
        return subscriptions.unsubscribed(frame);
      case 'History':
        return subscriptions.history(frame);
      case 'Error':
        return refused(frame);
      case 'Welcome':
      case 'Authenticated':
      case 'Draining':
      case 'Pong':
        return undefined;
      case 'Scoped':
        return channels.get(frame.scope)?.receive(frame.value);
      default:
        return frame satisfies never;
    }
  }

  /** The request ids of this client are the ids of messages, or a word and the id it concerns. */
  function refused(error: ErrorFrame): void {
    const [word = '', id] = error.request_id?.split(':') ?? [];
    const channel = channels.get(word);
    if (channel) return channel.refused(error);
    if (approvals.refused(error)) return;
    if (id === undefined) outbox.refused(word, error);
    else if (cancelKey(id) === error.request_id) cancels.refused(id, error);
    else subscriptions.refused(id, error);
  }

  function stop(conversationId: string): void {
    const onItsWay = outbox.entries(conversationId).find((entry) => entry.status === 'sending' || entry.status === 'sent');
    const target = unfinishedAnswer(conversationId) ?? onItsWay?.frame.id;
    if (target !== undefined) cancels.want(conversationId, target);
  }

  return {
    url,
    address,
    environment,
    connection: connection.state,
    serverNow: () => environment.now() + clockOffsetMs,
    open: holders.hold,
    follow: (conversationId, instanceId) => followersOf(conversationId).hold(instanceId),
    conversation: subscriptions.get,
    outbox: outbox.entries,
    send(options) {
      const id = environment.uuid();
      outbox.add(messageFrame(id, options));
      return id;
    },
    regenerate(options) {
      const id = environment.uuid();
      outbox.add(regenerateFrame(id, options));
      return id;
    },
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
    previousUserId: () => previousUser,
    stop,
    approve: ({ conversationId, messageId, toolId, approved }) =>
      approvals.decide({ conversation_id: conversationId, message_id: messageId, tool_id: toolId, approved }),
    loadEarlier: subscriptions.loadEarlier,
    reload: subscriptions.reload,
    retryNow: connection.retryNow,
    join(scope, channel) {
      channels.set(scope, channel);
      return {
        lingerMs,
        requests,
        send: connection.send,
        // A message on its way to it brings what there is.
        isThere(id) {
          if (outbox.entries(id).length === 0) subscriptions.isThere(id);
        },
      };
    },
    subscribe(onChange) {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
  };
}
