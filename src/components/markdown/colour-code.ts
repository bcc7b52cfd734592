import type { ShjLanguageData, ShjToken } from '@speed-highlight/core/tokenize';
import { grow, type Grown } from './grown.ts';

/** A piece of a line of code, and what it is; undefined: nothing special. */
export interface CodeToken {
  readonly text: string;
  readonly kind: ShjToken | undefined;
}

export type ColouredLine = readonly CodeToken[];

type Load = () => Promise<{ default: unknown }>;

const c: Load = () => import('@speed-highlight/core/languages/c.js');
const bash: Load = () => import('@speed-highlight/core/languages/bash.js');
const docker: Load = () => import('@speed-highlight/core/languages/docker.js');
const html: Load = () => import('@speed-highlight/core/languages/html.js');
const java: Load = () => import('@speed-highlight/core/languages/java.js');
const js: Load = () => import('@speed-highlight/core/languages/js.js');
const json: Load = () => import('@speed-highlight/core/languages/json.js');
const make: Load = () => import('@speed-highlight/core/languages/make.js');
const md: Load = () => import('@speed-highlight/core/languages/md.js');
const py: Load = () => import('@speed-highlight/core/languages/py.js');
const rs: Load = () => import('@speed-highlight/core/languages/rs.js');
const ts: Load = () => import('@speed-highlight/core/languages/ts.js');
const yaml: Load = () => import('@speed-highlight/core/languages/yaml.js');

/** Each language is loaded when code in it is first seen. What has no grammar of its own borrows that of its nearest kin. */
const languages: Readonly<Record<string, Load>> = {
  bash,
  c,
  'c#': java,
  'c++': c,
  cpp: c,
  cs: java,
  csharp: java,
  css: () => import('@speed-highlight/core/languages/css.js'),
  diff: () => import('@speed-highlight/core/languages/diff.js'),
  docker,
  dockerfile: docker,
  go: () => import('@speed-highlight/core/languages/go.js'),
  golang: () => import('@speed-highlight/core/languages/go.js'),
  html,
  http: () => import('@speed-highlight/core/languages/http.js'),
  ini: () => import('@speed-highlight/core/languages/ini.js'),
  java,
  javascript: js,
  js,
  jsdoc: () => import('@speed-highlight/core/languages/jsdoc.js'),
  json,
  json5: json,
  jsonc: json,
  jsx: js,
  kotlin: java,
  lua: () => import('@speed-highlight/core/languages/lua.js'),
  make,
  makefile: make,
  markdown: md,
  md,
  mjs: js,
  patch: () => import('@speed-highlight/core/languages/diff.js'),
  py,
  python: py,
  regex: () => import('@speed-highlight/core/languages/regex.js'),
  rs,
  rust: rs,
  sh: bash,
  shell: bash,
  sql: () => import('@speed-highlight/core/languages/sql.js'),
  svg: html,
  swift: java,
  todo: () => import('@speed-highlight/core/languages/todo.js'),
  toml: () => import('@speed-highlight/core/languages/toml.js'),
  ts,
  tsx: ts,
  typescript: ts,
  uri: () => import('@speed-highlight/core/languages/uri.js'),
  vue: html,
  xml: () => import('@speed-highlight/core/languages/xml.js'),
  yaml,
  yml: yaml,
  zsh: bash,
};

/** Whether code in a language can be coloured. */
export function isKnownLanguage(name: string): boolean {
  return Object.hasOwn(languages, name.toLowerCase());
}

/** Takes code apart into coloured lines, which together are the code letter for letter. Rejects if what it needs cannot be loaded. */
export async function colourCode(code: string, language: string): Promise<Grown<ColouredLine>> {
  const { tokenizer } = await import('@speed-highlight/core/tokenize');
  const tokens: CodeToken[] = [];
  const reading = tokenizer(code, language.toLowerCase(), (text, kind) => tokens.push({ text, kind }));
  for (let step = reading.next(); !step.done;) step = reading.next(await grammarOf(step.value));
  return linesOf(tokens);
}

async function grammarOf(name: string): Promise<ShjLanguageData | undefined> {
  const loaded = await languages[name]?.();
  return loaded?.default as ShjLanguageData | undefined; // each grammar is typed as no more than itself
}

function linesOf(tokens: readonly CodeToken[]): Grown<ColouredLine> {
  let lines: Grown<ColouredLine> = [];
  let line: CodeToken[] = [];
  for (const { text, kind } of tokens) {
    for (const piece of text.match(/[^\n]*\n|[^\n]+/g) ?? []) {
      line.push({ text: piece, kind });
      if (!piece.endsWith('\n')) continue;
      lines = grow(lines, line);
      line = [];
    }
  }
  return line.length === 0 ? lines : grow(lines, line);
}
