import { useState } from 'react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, userEvent } from 'storybook/test';
import { RepositoryPicker, type RepositoryPickerProps } from '../src/index.ts';

function Kept({ repos: start, ...props }: RepositoryPickerProps) {
  const [repos, setRepos] = useState(start);
  return <RepositoryPicker {...props} repos={repos} onChange={setRepos} />;
}

/** Which repositories answers are about. Give what it holds to the chat as `repos`. */
const meta = {
  title: 'Parts/RepositoryPicker',
  component: RepositoryPicker,
  args: { repos: ['octo/tool', 'octo/another-one#feat/x'], onChange: () => undefined },
  parameters: { layout: 'padded' },
  render: (args) => <Kept {...args} />,
} satisfies Meta<typeof RepositoryPicker>;

export default meta;
type Story = StoryObj<typeof meta>;

export const Some: Story = {};

export const None: Story = { args: { repos: [] } };

export const Wrong: Story = {
  play: async ({ canvas }) => {
    const field = canvas.getByRole('textbox', { name: 'Add a repository' });
    await userEvent.type(field, 'octo/..{Enter}');
    await expect(field).toBeInvalid();
  },
};
