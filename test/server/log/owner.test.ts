import { describe, expect, it, vi } from 'vitest';
import { systemEnvironment } from '../../../src/server/environment.ts';
import { createSqlConversationLog } from '../../../src/server/log/index.ts';
import { end, openLog, startConversation, write } from './log-fixture.ts';

describe('a log that another process has taken over', () => {
  it('R1.3: takes nothing more from the one before, whose memory is of yesterday', async () => {
    const { log, database } = await openLog();
    await startConversation(log);
    await log.transact('c', (draft) => write(draft, 'c-a', 'before'));

    const next = await createSqlConversationLog({ database, environment: systemEnvironment });
    await next.transact('c', (draft) => end(draft, 'c-a'));

    await expect(log.transact('c', (draft) => write(draft, 'c-a', ' ghost'))).rejects.toThrow(/another process/);
    const stored = await next.messages.find('c-a');
    expect(stored?.message.parts).toEqual([{ type: 'text', text: 'before' }]);
  });

  it('says so, once', async () => {
    const onLost = vi.fn<() => void>();
    const { database } = await openLog();
    const log = await createSqlConversationLog({ database, environment: systemEnvironment, onLost });
    await createSqlConversationLog({ database, environment: systemEnvironment });
    await expect(startConversation(log, 'c')).rejects.toThrow(/another process/);
    await expect(startConversation(log, 'd')).rejects.toThrow(/another process/);
    expect(onLost).toHaveBeenCalledOnce();
  });
});
