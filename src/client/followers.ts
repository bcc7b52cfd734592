import { createHolders, type Holders, type HoldersOptions } from './holders.ts';

export interface FollowersOptions extends Pick<HoldersOptions, 'environment' | 'lingerMs'> {
  onHeld: (conversationId: string) => void;
  onReleased: (conversationId: string) => void;
}

/** Who follows which conversation: each is held from its first follower on until some time after its last. */
export interface Followers {
  /** Follows a conversation in the name of one effect instance; the returned function gives it back, once. */
  hold(conversationId: string, instanceId: string): () => void;
}

export function createFollowers({ onHeld, onReleased, ...options }: FollowersOptions): Followers {
  const followed = new Map<string, Holders>();

  const createFollowed = (conversationId: string) =>
    createHolders({
      ...options,
      onHeld: () => onHeld(conversationId),
      onReleased() {
        followed.delete(conversationId);
        onReleased(conversationId);
      },
    });

  return {
    hold(conversationId, instanceId) {
      const holders = followed.get(conversationId) ?? createFollowed(conversationId);
      followed.set(conversationId, holders);
      return holders.hold(instanceId);
    },
  };
}
