import type { ArgTypes } from 'storybook/internal/types';

/** Moves what a comment says after `@default` into the column of defaults. */
export function defaultValues({ argTypes }: { readonly argTypes: ArgTypes }): ArgTypes {
  return Object.fromEntries(
    Object.entries(argTypes).map(([name, argType]) => {
      const [description = '', summary] = argType.description?.split(/\s*@default\s+/) ?? [];
      return [name, summary === undefined ? argType : { ...argType, description, table: { ...argType.table, defaultValue: { summary } } }];
    }),
  );
}
