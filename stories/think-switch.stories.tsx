import type { Meta, StoryObj } from '@storybook/react-vite';
import { useState } from 'react';
import { expect, fn, userEvent } from 'storybook/test';
import { ThinkSwitch, type ThinkSwitchProps } from '../src/index.ts';

/** Whether the model thinks before it answers, for the `controls` of a `ChatWindow` or a `Composer`. */
const meta = {
  title: 'Parts/ThinkSwitch',
  component: ThinkSwitch,
  args: { isOn: false, onChange: fn() },
  render: (args) => <Switched {...args} />,
  parameters: { layout: 'padded' },
} satisfies Meta<typeof ThinkSwitch>;

export default meta;
type Story = StoryObj<typeof meta>;

function Switched({ isOn: isOnAtFirst, onChange, ...rest }: ThinkSwitchProps) {
  const [isOn, setIsOn] = useState(isOnAtFirst);
  const change = (next: boolean) => {
    setIsOn(next);
    onChange(next);
  };
  return <ThinkSwitch {...rest} isOn={isOn} onChange={change} />;
}

export const Off: Story = {};

export const On: Story = { args: { isOn: true } };

export const Switching: Story = {
  tags: ['U36'],
  play: async ({ canvas, args }) => {
    const think = canvas.getByRole('switch', { name: 'Think' });
    think.focus();
    await userEvent.keyboard(' ');
    await expect(think).toBeChecked();
    await expect(args.onChange).toHaveBeenCalledWith(true);
  },
};

export const Dark: Story = { args: { isOn: true }, parameters: { theme: 'dark' } };
