import { createChatClient } from '../../src/client/index.ts';
import { createChatStore } from '../../src/store/index.ts';
import { createFakeWorld } from '../support/fake-world.ts';
import { answer, conversationId, question, snapshot, wrote } from '../support/log-frames.ts';

// In a process that never collects garbage: says how many bytes a token takes, from the wire to the store, while an answer grows by so many at a time,
// behind as many messages as it is told to.

const [perStep, perCommit, steps] = [5000, 4, 8];
const earlier = Array.from({ length: Number(process.argv[2]) }, (_, place) => question(`Question ${place}?`, { id: `question-${place}` }));

const world = createFakeWorld();
const client = createChatClient({ url: 'ws://localhost:8000/ws', environment: world.environment });
const commits: (() => void)[] = [];
const store = createChatStore(client, {
  requestFrame(callback) {
    commits.push(callback);
    return () => commits.splice(commits.indexOf(callback), 1);
  },
});
store.open(conversationId, 'effect');
const socket = world.socket();
socket.welcome();
socket.say(snapshot(1, [...earlier, question('Go on?'), answer({ status: 'streaming' })]));
socket.say(wrote(2, 'First', { handle: 1 }));

function grow(): void {
  for (let token = 0; token < perStep; token += 1) {
    socket.sayRaw('[1," word"]');
    if (token % perCommit === 0) commits.splice(0).forEach((commit) => commit());
  }
}

// What the start leaves behind would be counted, or collected meanwhile.
grow();
globalThis.gc?.();
const bytesPerToken = Array.from({ length: steps }, () => {
  const before = process.memoryUsage().heapUsed;
  grow();
  return (process.memoryUsage().heapUsed - before) / perStep;
});
console.log(JSON.stringify({ bytesPerToken }));
