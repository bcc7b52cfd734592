import { memo, type ReactNode } from 'react';
import type { Grown } from './grown.ts';

export interface MembersProps<T> {
  readonly of: Grown<T>;
  /** Keep the function: a new one renders every member anew. */
  readonly render: (member: T, place: number) => ReactNode;
  /** Puts each group, and each group of groups, into an element of its own: the browser lays out what has changed alone. */
  readonly group?: 'div' | 'span';
}

/** The members of a growing list. Groups that are full are passed over. */
export function Members<T>({ of, render, group }: MembersProps<T>): ReactNode {
  return of.map((groups, place) => <Groups key={place} groups={groups} render={render} group={group} />);
}

interface GroupsProps<T> {
  readonly groups: readonly (readonly T[])[];
  readonly render: MembersProps<T>['render'];
  readonly group: MembersProps<T>['group'] | undefined;
}

function PlainGroups<T>({ groups, render, group: Tag }: GroupsProps<T>): ReactNode {
  const content = groups.map((members, place) => <Group key={place} members={members} render={render} group={Tag} />);
  return Tag ? <Tag className="chat-groups">{content}</Tag> : content;
}

interface GroupProps<T> {
  readonly members: readonly T[];
  readonly render: MembersProps<T>['render'];
  readonly group: MembersProps<T>['group'] | undefined;
}

function PlainGroup<T>({ members, render, group: Tag }: GroupProps<T>): ReactNode {
  const content = members.map(render);
  return Tag ? <Tag className="chat-group">{content}</Tag> : content;
}

const Groups = memo(PlainGroups) as typeof PlainGroups; // `memo` forgets that they are generic
const Group = memo(PlainGroup) as typeof PlainGroup;
