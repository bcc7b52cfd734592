import type { OutboxSharing, OutboxSharingOptions } from './outbox-sharing.ts';

/** Gives what makes the sharing of an outbox. */
export type LoadSharing = () => Promise<(options: OutboxSharingOptions) => OutboxSharing>;

const importSharing: LoadSharing = async () => (await import('./kept-outbox.ts')).createOutboxSharing;

/**
 * The sharing of an outbox, also before its code is there: until then what is told to it waits, in order, and this tab does not send. Without
 * a keeper, and where the code cannot be had, the tab is alone: it keeps nothing, and sends by itself.
 */
export function createLateSharing(options: OutboxSharingOptions): OutboxSharing {
  const { environment, openKeeper, onLead } = options;
  const { loadSharing = importSharing } = environment;
  let isAlone = openKeeper === undefined;
  let sharing: OutboxSharing | undefined;
  let loading: Promise<OutboxSharing | undefined> | undefined;

  function whenLoaded(): Promise<OutboxSharing | undefined> {
    if (loading) return loading;
    loading = loadSharing()
      .then((create) => create(options))
      .catch(stayAlone);
    // Before all that waits, so that nothing that is told later comes before it.
    void loading.then((loaded) => (sharing = loaded));
    return loading;
  }

  function stayAlone(): undefined {
    isAlone = true;
    onLead();
  }

  function tell(what: (sharing: OutboxSharing) => void): void {
    if (sharing) what(sharing);
    else if (!isAlone) void whenLoaded().then((loaded) => loaded && what(loaded));
  }

  return {
    isKeeping: openKeeper !== undefined,
    isLeading: () => sharing?.isLeading() ?? isAlone,
    restore: () => tell((loaded) => loaded.restore()),
    join: (userId, before) => tell((loaded) => loaded.join(userId, before)),
    leave: () => tell((loaded) => loaded.leave()),
    keep: async (message) => (await whenLoaded())?.keep(message),
    moved: (id, seq, to) => tell((loaded) => loaded.moved(id, seq, to)),
    acknowledged: (id, seq) => tell((loaded) => loaded.acknowledged(id, seq)),
    removed: (id, seq) => tell((loaded) => loaded.removed(id, seq)),
    renamed: (id) => tell((loaded) => loaded.renamed(id)),
  };
}
