import { useEffect, useState } from 'react';

/** The colours of the page. */
export type Theme = 'light' | 'dark';

const storageKey = 'react-chat-socket.theme';

/** The theme that was chosen here before, else the system's. */
function firstTheme(): Theme {
  const chosen = localStorage.getItem(storageKey);
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

/** The theme of the page. */
export function useTheme() {
  const [theme, setTheme] = useState(firstTheme);
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  const switchTheme = () => {
    const next = theme === 'dark' ? 'light' : 'dark';
    localStorage.setItem(storageKey, next);
    setTheme(next);
  };
  return { theme, switchTheme };
}
