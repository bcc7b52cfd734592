import { version } from 'react';
import { version as domVersion } from 'react-dom';
import { expect, it } from 'vitest';

it('runs on the React that its project names', () => {
  const major = `${process.env['REACT_MAJOR']}.`;
  expect([version, domVersion].map((full) => full.startsWith(major))).toEqual([true, true]);
});
