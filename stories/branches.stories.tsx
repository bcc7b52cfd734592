import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, fn, userEvent, waitFor, within } from 'storybook/test';
import type { ChatWindow } from '../src/index.ts';
import { branched } from './reading-scenarios.ts';
import { wholeWindow } from './whole-window.tsx';

/** A question is edited, and an answer asked for again, without anything being overwritten: each version can be gone back to. */
const meta = {
  ...wholeWindow,
  title: 'ChatWindow/Versions',
  args: { ...wholeWindow.args, onFeedback: fn() },
  parameters: { ...wholeWindow.parameters, chat: branched },
} satisfies Meta<typeof ChatWindow>;

export default meta;
type Story = StoryObj<typeof meta>;
type Canvas = ReturnType<typeof within>;

const question = async (canvas: Canvas) => within(await canvas.findByRole('article', { name: 'You' }));
const answer = async (canvas: Canvas) => within(await canvas.findByRole('article', { name: 'Assistant' }));

/** The buttons keep the focus from version to version, and it is said which one is shown. */
export const Walked: Story = {
  tags: ['U6'],
  name: 'U6: walked with the keyboard',
  play: async ({ canvas }) => {
    const previous = (await answer(canvas)).getByRole('button', { name: 'Previous version' });
    previous.focus();
    await userEvent.keyboard('{Enter}');
    await expect(await canvas.findByText('Light takes about 1.3 seconds.')).toBeVisible();
    await expect(previous).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(canvas.getByText('About 1.28 light-seconds.')).toBeVisible());
    await expect(previous).toHaveFocus();
    await expect(previous).toHaveAttribute('aria-disabled', 'true');
    await expect(canvas.getByText('Version 1 of 3')).toBeInTheDocument();
    await userEvent.click((await question(canvas)).getByRole('button', { name: 'Previous version' }));
    await expect(await canvas.findByText('About 384,400 km, on average.')).toBeVisible();
    await userEvent.click((await question(canvas)).getByRole('button', { name: 'Next version' }));
    await expect(await canvas.findByText('About 1.28 light-seconds.')).toBeVisible();
  },
};

export const Editing: Story = {
  tags: ['U12'],
  name: 'U12: Escape gives the edit up',
  play: async ({ canvas }) => {
    await userEvent.click((await question(canvas)).getByRole('button', { name: 'Edit question' }));
    const field = await canvas.findByRole('textbox', { name: 'Edit question' });
    await waitFor(() => expect(field).toHaveFocus());
    await userEvent.type(field, ' Or in miles?{Escape}');
    await expect(field).not.toBeInTheDocument();
    await expect(canvas.getByText('How far is the moon today, in light-seconds?')).toBeVisible();
    await expect(canvas.getByRole('textbox', { name: 'Message' })).toHaveFocus();
    await userEvent.click((await question(canvas)).getByRole('button', { name: 'Edit question' }));
  },
};

export const Edited: Story = {
  tags: ['U35'],
  name: 'U35: an edited question is a version of its own',
  play: async ({ canvas }) => {
    await userEvent.click((await question(canvas)).getByRole('button', { name: 'Edit question' }));
    const field = await canvas.findByRole('textbox', { name: 'Edit question' });
    await userEvent.clear(field);
    await userEvent.type(field, 'How far is Mars?{Enter}');
    await expect(canvas.getByRole('textbox', { name: 'Message' })).toHaveFocus();
    await expect(await canvas.findByText('An answer to that, too.')).toBeVisible();
    await expect((await question(canvas)).getByText('3/3')).toBeVisible();
  },
};

export const Feedback: Story = {
  tags: ['U6'],
  name: 'U6: feedback is asked for where somebody takes it',
  play: async ({ canvas, args }) => {
    const good = (await answer(canvas)).getByRole('button', { name: 'Good answer' });
    await userEvent.click(good);
    await expect(good).toHaveAttribute('aria-pressed', 'true');
    await expect(args.onFeedback).toHaveBeenCalledWith(expect.objectContaining({ role: 'assistant' }), 'up');
  },
};

/** The signs of the walker point the other way. */
export const RightToLeft: Story = { tags: ['U37'], parameters: { dir: 'rtl' } };

export const Dark: Story = { parameters: { theme: 'dark' } };

export const Phone: Story = { globals: { viewport: { value: 'phone' } } };
