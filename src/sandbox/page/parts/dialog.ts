import { type Child, h, type Wanted } from './h.ts';

export interface Dialog {
  readonly key: string;
  readonly class: string;
  readonly title: string;
  readonly body: Child;
  readonly closeLabel: string;
  /** Without it there is nothing to submit. */
  readonly submitLabel: string | null;
  /** While the bot has not answered. */
  readonly isBusy: boolean;
  /** About the form as a whole. */
  readonly problem: string;
  readonly submit: (form: HTMLFormElement) => void;
  readonly close: () => void;
}

/** A form over the page. The browser keeps the focus in it; Escape closes it. */
export function dialog({
  key,
  class: name,
  title,
  body,
  closeLabel,
  submitLabel,
  isBusy,
  problem,
  submit,
  close,
}: Dialog): Wanted {
  const onSubmit = (event: Event) => {
    event.preventDefault();
    if (!isBusy && event.currentTarget instanceof HTMLFormElement) submit(event.currentTarget);
  };
  const form = h(
    'form',
    { novalidate: true },
    [
      h('header', {}, [h('h2', { id: `${key}-title` }, title)]),
      h('div', { class: 'dialog-body' }, [
        body,
        problem !== '' && h('p', { class: 'problem', role: 'alert' }, problem),
      ]),
      h('footer', {}, [
        h('button', { type: 'button', class: 'button' }, closeLabel, { on: { click: close } }),
        submitLabel !== null &&
          h(
            'button',
            { type: 'submit', class: 'button primary', disabled: isBusy },
            isBusy ? 'Sending …' : submitLabel,
          ),
      ]),
    ],
    { on: { submit: onSubmit } },
  );
  return h('dialog', { class: `dialog ${name}`, 'aria-labelledby': `${key}-title` }, form, {
    key,
    created: (element) => {
      if (element instanceof HTMLDialogElement) element.showModal();
      const first = element.querySelector<HTMLElement>('[data-first]');
      (first ?? element.querySelector<HTMLElement>('input, textarea, select'))?.focus();
    },
    on: {
      cancel: (event) => {
        event.preventDefault();
        close();
      },
    },
  });
}
