import type { ShownFile } from '../protocol/file.ts';
import { attachMenu } from './attach-menu.ts';
import { attachmentList } from './attachment-list.ts';
import type { Draft } from './draft.ts';
import { type Child, h, type Wanted } from './h.ts';
import { icon } from './icon.ts';

export interface Composer {
  /** Where it is sent: each place has a field of its own. */
  readonly place: string;
  readonly draft: Draft;
  readonly label: string;
  readonly atHand: readonly ShownFile[];
  readonly changed: () => void;
  readonly send: () => void;
  /** Above the field: what it replies to, commands that fit. */
  readonly above?: Child;
  /** Beside the button for files. */
  readonly tools?: Child;
}

/** Where one writes: Enter sends, Shift and Enter makes a new line. */
export function composer({ place, draft, label, atHand, changed, send, above, tools }: Composer): Wanted {
  const submit = () => {
    if (!draft.isEmpty && !draft.isSending) send();
  };
  const field = h('textarea', { rows: 1, placeholder: label, 'aria-label': label }, [], {
    created: (element) => draft.attach(element),
    on: {
      input: (event) => {
        draft.typed((event.currentTarget as HTMLTextAreaElement).value);
        changed();
      },
      keydown: (event) => onKey(event as KeyboardEvent, submit),
      paste: (event) => bringFiles((event as ClipboardEvent).clipboardData, event, draft),
    },
  });
  const toggle = (open: boolean) => {
    draft.isMenuOpen = open;
    changed();
  };
  const attach = attachMenu({ attachments: draft.attachments, atHand, isOpen: draft.isMenuOpen, toggle });
  const sendButton = h(
    'button',
    { type: 'submit', class: 'send', 'aria-label': 'Send', disabled: draft.isEmpty || draft.isSending },
    icon('send'),
  );
  return h(
    'form',
    { class: 'composer' },
    [
      above,
      attachmentList(draft.attachments),
      field,
      h('div', { class: 'composer-tools' }, [attach, tools, sendButton]),
    ],
    {
      key: `composer ${place}`,
      on: {
        submit: (event) => {
          event.preventDefault();
          submit();
        },
      },
    },
  );
}

function onKey(event: KeyboardEvent, submit: () => void): void {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  submit();
}

/** Files that are pasted, or dropped on a channel. */
export function bringFiles(from: DataTransfer | null, event: Event, draft: Draft): void {
  const files = [...(from?.files ?? [])];
  if (files.length === 0) return;
  event.preventDefault();
  void draft.attachments.bring(files);
}
