import { forwardRef, useId, useRef, useState, type ComponentPropsWithoutRef, type KeyboardEvent } from 'react';
import { maxRepositories, parseRepository } from '../protocol/index.ts';
import { classNames } from './class-names.ts';
import { IconButton } from './icon-button.tsx';
import { Icon } from './icon.tsx';
import { isComposing } from './send-key.ts';
import { useLayoutEffect } from './use-layout-effect.ts';
import { useSideLabels } from './use-side-labels.ts';

export interface RepositoryPickerProps extends Omit<ComponentPropsWithoutRef<'div'>, 'children' | 'onChange'> {
  /** The repositories that answers are about: the `repos` of the chat. */
  readonly repos: readonly string[];
  /** The writer wants others. */
  readonly onChange: (repos: readonly string[]) => void;
}

/** Which repositories answers are about, for the `controls` of a composer. */
export const RepositoryPicker = forwardRef<HTMLDivElement, RepositoryPickerProps>(function RepositoryPicker(
  { repos, onChange, className, ...rest },
  ref,
) {
  const labels = useSideLabels();
  const [text, setText] = useState('');
  const [isWrong, setIsWrong] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const keepsFocus = useRef(false);
  const hintId = useId();
  const isFull = repos.length >= maxRepositories;

  useLayoutEffect(() => {
    if (!keepsFocus.current) return;
    keepsFocus.current = false;
    // The field is hidden where there are five; the button of the last one stands before it.
    const heir = isFull ? field.current?.previousElementSibling?.querySelector('button') : field.current;
    heir?.focus();
  }, [repos, isFull]);

  const add = () => {
    const name = repositoryIn(text);
    if (name === '') return;
    const isName = parseRepository(name) !== undefined;
    setIsWrong(!isName);
    if (!isName) return;
    setText('');
    if (repos.includes(name)) return;
    keepsFocus.current = field.current?.matches(':focus') === true;
    onChange([...repos, name]);
  };

  const remove = (name: string | undefined) => {
    if (name === undefined) return;
    keepsFocus.current = true;
    onChange(repos.filter((other) => other !== name));
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    if (event.key === 'Backspace' && text === '') remove(repos.at(-1));
    if (event.key !== 'Enter' && event.key !== ',' && event.key !== ' ') return;
    // Enter would send the message.
    event.preventDefault();
    add();
  };

  return (
    <div ref={ref} role="group" aria-label={labels.repositories} {...rest} className={classNames('chat-repositories', className)}>
      {repos.map((name) => (
        <span key={name} className="chat-repository">
          <bdi className="chat-one-line">{name}</bdi>
          <IconButton label={labels.removeRepository(name)} onClick={() => remove(name)}>
            <Icon name="remove" />
          </IconButton>
        </span>
      ))}
      <input
        ref={field}
        className="chat-repository-field"
        dir="ltr"
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
        aria-label={labels.addRepository}
        aria-invalid={isWrong}
        aria-describedby={isWrong ? hintId : undefined}
        placeholder={labels.addRepository}
        hidden={isFull}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setIsWrong(false);
        }}
        onKeyDown={onKeyDown}
        onBlur={add}
      />
      {isWrong && (
        <span id={hintId} role="alert" className="chat-repository-hint">
          {labels.repositoryForm}
        </span>
      )}
    </div>
  );
});

/** What was written or pasted, as a name: the address of a page is one, too. */
function repositoryIn(text: string): string {
  return text
    .trim()
    .replace(/^https?:\/\/[^/]+\//, '')
    .replace(/\/tree\//, '#')
    .replace(/(\.git)?\/?$/, '');
}
