/** The words of what can stand beside a chat: the list of conversations, the repositories that answers are about. */
export interface SideLabels {
  /** Name of the list of conversations. */
  readonly conversations: string;
  readonly newConversation: string;
  readonly searchConversations: string;
  /** When something last happened in the conversations below. */
  readonly period: (period: 'today' | 'yesterday' | 'week' | 'older') => string;
  /** In place of a title that is empty. */
  readonly untitled: string;
  readonly conversationAnswering: string;
  readonly conversationAwaiting: string;
  readonly conversationActions: (title: string) => string;
  readonly rename: string;
  readonly renameConversation: (title: string) => string;
  /** Name of the field in which a title is written. */
  readonly conversationTitle: string;
  readonly delete: string;
  readonly deleteConversation: (title: string) => string;
  readonly conversationDeleted: (title: string) => string;
  readonly undo: string;
  readonly conversationsLoading: string;
  readonly conversationsFailed: string;
  readonly noConversations: string;
  /** No title is like what was searched for. */
  readonly nothingFound: string;

  /** Name of the repositories that answers are about. */
  readonly repositories: string;
  readonly addRepository: string;
  readonly removeRepository: (name: string) => string;
  /** What was written is no repository. */
  readonly repositoryForm: string;
}

/** They in English: only in a page that shows one of them. */
export const sideLabels: SideLabels = {
  conversations: 'Conversations',
  newConversation: 'New chat',
  searchConversations: 'Search chats',
  period: (period) => ({ today: 'Today', yesterday: 'Yesterday', week: 'Previous 7 days', older: 'Older' })[period],
  untitled: 'Untitled chat',
  conversationAnswering: 'Answering',
  conversationAwaiting: 'Waits for your approval',
  conversationActions: (title) => `More for ${title}`,
  rename: 'Rename',
  renameConversation: (title) => `Rename ${title}`,
  conversationTitle: 'Title',
  delete: 'Delete',
  deleteConversation: (title) => `Delete ${title}`,
  conversationDeleted: (title) => `Deleted “${title}”`,
  undo: 'Undo',
  conversationsLoading: 'Loading your chats…',
  conversationsFailed: 'Your chats could not be loaded.',
  noConversations: 'No chats yet. The first one comes here as soon as you ask something.',
  nothingFound: 'No chat has a title like that.',

  repositories: 'Repositories',
  addRepository: 'Add a repository',
  removeRepository: (name) => `Remove ${name}`,
  repositoryForm: 'Write owner/name or owner/name#branch.',
};
