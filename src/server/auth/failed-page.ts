import type { SignInFailure } from './sign-in-error.ts';

/** The status of each failure, and what a person is told about it. */
const failures: Readonly<Record<SignInFailure, { readonly status: number; readonly text: string }>> = {
  expired: { status: 400, text: 'It took too long, was finished already, or was begun in another browser. Nothing has changed.' },
  refused: { status: 400, text: 'What came back could not be confirmed, so you were not signed in. Nothing has changed.' },
  unavailable: { status: 502, text: 'The sign-in service did not answer. Try again in a moment. Nothing has changed.' },
  too_many: { status: 429, text: 'There were too many attempts from your network. Try again in a minute.' },
};

/** A plain page for somebody whose sign-in did not work, with the ways on. Its names are ours, never a visitor's words. */
export function failedPage(
  failure: SignInFailure,
  provider: { readonly id: string; readonly name: string },
): { status: number; html: string } {
  const { status, text } = failures[failure];
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>You are not signed in</title>
<style>
body { max-width: 32rem; margin: 20vh auto 0; padding: 0 1.5rem; font: 1rem/1.6 system-ui, sans-serif; }
h1 { font-size: 1.375rem; line-height: 1.3; }
a { margin-inline-end: 1.5rem; }
</style>
</head>
<body>
<h1>You are not signed in</h1>
<p>${text}</p>
<p><a href="/auth/${encodeURIComponent(provider.id)}">Try again with ${escaped(provider.name)}</a> <a href="/">Back to the chat</a></p>
</body>
</html>
`;
  return { status, html };
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
