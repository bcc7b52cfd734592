import type { ComponentType } from 'react';
import type { MessageViewProps } from './message.tsx';
import type { ReasoningPanelProps } from './reasoning-panel.tsx';
import type { TextPartViewProps } from './text-part.tsx';
import type { ToolPartViewProps } from './tool-part.tsx';

/** Yours in place of ours, for the parts of an answer. Keep the object, and what is in it, from render to render. */
export interface MessageComponents {
  /** @default TextPartView */
  readonly text?: ComponentType<TextPartViewProps> | undefined;
  /** @default ReasoningPanel */
  readonly reasoning?: ComponentType<ReasoningPanelProps> | undefined;
  /** @default ToolPartView */
  readonly tool?: ComponentType<ToolPartViewProps> | undefined;
}

/** And for whole messages. */
export interface ListComponents extends MessageComponents {
  /**
   * A question or an answer. Give its element `data-message-id`: the list holds its place by that when earlier messages come in.
   * @default MessageView
   */
  readonly message?: ComponentType<MessageViewProps> | undefined;
}
