import { type Child, h, type Wanted } from '../parts/h.ts';
import { icon } from '../parts/icon.ts';
import type { SlackBlock, TaskCard } from '../protocol/slack-block.ts';
import { control, type Press } from './control.ts';
import { type Names, richText, slackText } from './text.ts';

export interface BlockContext {
  readonly names: Names;
  /** Presses a button, or makes a choice. */
  readonly press: Press;
}

/** A block as Slack draws it; one that the page does not know says so. */
export function slackBlock(block: SlackBlock, context: BlockContext): Child {
  const { names, press } = context;
  switch (block.type) {
    case 'section':
      return h('div', { class: 'block section' }, [
        h('div', {}, [
          block.text && h('p', {}, slackText(block.text, names)),
          block.fields &&
            h(
              'div',
              { class: 'fields' },
              block.fields.map((field) => h('p', {}, slackText(field, names))),
            ),
        ]),
        block.accessory && control(block.accessory, block.block_id, press),
      ]);
    case 'header':
      return h('p', { class: 'block header' }, slackText(block.text, names));
    case 'divider':
      return h('hr', { class: 'block' });
    case 'context':
      return h(
        'div',
        { class: 'block context' },
        block.elements.map((element) =>
          element.type === 'image' ? picture(element) : h('span', {}, slackText(element, names)),
        ),
      );
    case 'actions':
      return h(
        'div',
        { class: 'block actions' },
        block.elements.map((element) => control(element, block.block_id, press)),
      );
    case 'image':
      return h('div', { class: 'block' }, [
        block.title && h('p', {}, slackText(block.title, names)),
        picture(block),
      ]);
    case 'rich_text':
      return h('div', { class: 'block rich-text' }, richText(block.elements, names));
    case 'plan':
      return plan(block.title, block.tasks ?? []);
    case 'task_card':
      return plan('', [block]);
    default:
      return h(
        'p',
        { class: 'block unknown' },
        `A block of type ${block.type}, which this page does not draw.`,
      );
  }
}

function picture({ image_url, alt_text }: { image_url?: string; alt_text: string }): Wanted {
  return image_url ? h('img', { src: image_url, alt: alt_text }) : h('span', {}, alt_text);
}

/** A list of steps, each with how far it is. */
function plan(title: string, tasks: readonly TaskCard[]): Wanted {
  return h('div', { class: 'block plan' }, [
    title !== '' && h('p', { class: 'plan-title' }, title),
    h('ul', {}, tasks.map(task)),
  ]);
}

const STATUS: Readonly<Record<TaskCard['status'], string>> = {
  pending: 'waiting',
  in_progress: 'under way',
  complete: 'done',
  error: 'failed',
};

function task({ title, status }: TaskCard): Wanted {
  const face = { pending: null, in_progress: null, complete: icon('check'), error: icon('close') }[status];
  return h('li', { class: `task task-${status}` }, [
    h('span', { class: 'task-mark', role: 'img', 'aria-label': STATUS[status] }, face),
    h('span', {}, title),
  ]);
}
