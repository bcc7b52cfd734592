import { useEffect, useLayoutEffect as useBrowserLayoutEffect } from 'react';

/** React's own in a page. On a server neither does anything, but React 18 warns of it there. */
export const useLayoutEffect = typeof document === 'undefined' ? useEffect : useBrowserLayoutEffect;
