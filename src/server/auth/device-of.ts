const systems = ['Android', 'iPhone', 'iPad', 'Windows', 'Mac OS X', 'CrOS', 'Linux'];
/** In the order in which they are looked for: most of them call themselves by the name of another one too. */
const browsers = ['Edg', 'OPR', 'Firefox', 'FxiOS', 'CriOS', 'Chrome', 'Safari'];
const names: Readonly<Record<string, string>> = {
  Edg: 'Edge',
  OPR: 'Opera',
  FxiOS: 'Firefox',
  CriOS: 'Chrome',
  'Mac OS X': 'macOS',
  CrOS: 'ChromeOS',
};

/** A browser in two words that its owner knows it by, like `Firefox, Linux`; null if it cannot be said. No more of its name is kept. */
export function deviceOf(userAgent: string | undefined): string | null {
  const nameIn = (words: readonly string[]) => {
    const word = words.find((candidate) => userAgent?.includes(candidate));
    return word === undefined ? [] : [names[word] ?? word];
  };
  return [...nameIn(browsers), ...nameIn(systems)].join(', ') || null;
}
