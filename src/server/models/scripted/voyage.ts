const winds = [
  'from the north',
  'from the south-west',
  'in short gusts',
  'hardly at all',
  'from the east, cold',
  'steadily',
  'from behind us',
];
const seas = ['grey and flat', 'green near the shore', 'high until noon', 'so clear that we saw the anchor', 'full of small waves'];
const sights = [
  'two fishing boats on their way home',
  'an island that is on none of our charts',
  'a lighthouse painted in three colours',
  'a whale, or a rock that was gone when we came back',
  'a raft of driftwood with a heron on it',
  'the smoke of a village behind the dunes',
  'a buoy with a bell that nobody could hear',
  'nothing at all, which the mate wrote down twice',
  'a flock of terns that stayed for an hour',
];
const works = [
  'mended the sail that tore last week',
  'counted the barrels and found one more than before',
  'scrubbed the deck from bow to stern',
  'taught the youngest of us four new knots',
  'repainted the name on the bow',
  'caught enough mackerel for two dinners',
  'aired the blankets and argued about whose were whose',
  'drew the coast as far as it could be seen',
];
const evenings = [
  'the cook played the accordion until the stars were out',
  'we read aloud from the only book on board',
  'everyone was asleep before the lamp was lit',
  'the captain told the story of the ship before this one',
  'it rained, and we sat below and listened',
  'we put a letter in a bottle and forgot to close it',
  'there was soup, and then there was more soup',
  'the moon came up so large that the dog barked at it',
  'we set the clock by the church of a town we never saw',
  'somebody found the key that had been lost since spring',
  'we talked about what to eat first on land',
];

const days = 42;

/** A ship's log of six weeks, long enough to be stopped while it is being written. */
export function voyage(): string {
  return Array.from({ length: days }, (_, index) => entry(index)).join('\n\n');
}

/** The lists have lengths without a common divisor, so no two days are alike. */
function entry(index: number): string {
  const pick = (from: readonly string[]) => from[index % from.length] ?? '';
  const heading = index % 7 === 0 ? `### Week ${index / 7 + 1}\n\n` : '';
  return (
    `${heading}**Day ${index + 1}.** The wind blew ${pick(winds)}, and the sea was ${pick(seas)}. ` +
    `Before noon we passed ${pick(sights)}. Those who were free ${pick(works)}. In the evening ${pick(evenings)}.`
  );
}
