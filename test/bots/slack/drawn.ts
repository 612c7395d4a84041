import type { ActionsBlock, KnownBlock, PlanBlock, RichTextBlock } from '@slack/web-api';
import type { Rendered } from '../../../src/bots/slack/render.ts';

/** A message as lines of text, for reading in a test: each block by its type, then its content. */
export function drawn({ text, blocks }: Rendered): string {
  return [`text: ${text}`, ...blocks.map(drawnBlock)].join('\n');
}

function drawnBlock(block: KnownBlock): string {
  switch (block.type) {
    case 'plan':
      return drawnPlan(block);
    case 'section':
      return `section, ${block.text?.type}: ${block.text?.text}`;
    case 'context':
      return `context: ${block.elements.map((piece) => ('text' in piece ? `${piece.type}: ${piece.text}` : piece.type)).join()}`;
    case 'rich_text':
      return `rich_text: ${drawnRichText(block)}`;
    case 'actions':
      return `actions: ${drawnButtons(block)}`;
    default:
      return JSON.stringify(block);
  }
}

function drawnPlan({ title, tasks = [] }: PlanBlock): string {
  const lines = tasks.map((task) => `  ${task['task_id']} ${task['status']}: ${task['title']}`);
  return [`plan: ${title}`, ...lines].join('\n');
}

function drawnRichText({ elements }: RichTextBlock): string {
  const pieces = elements.flatMap((part) => (part.type === 'rich_text_section' ? part.elements : []));
  return pieces
    .map((piece) => {
      if (piece.type === 'text') return piece.text;
      if (piece.type === 'user') return `{user ${piece.user_id}}`;
      return piece.type === 'link' ? `{link ${piece.text} → ${piece.url}}` : `{${piece.type}}`;
    })
    .join('');
}

function drawnButtons({ elements }: ActionsBlock): string {
  return elements
    .map((element) =>
      element.type === 'button' ? `[${element.text.text}] ${element.action_id} ${element.style ?? ''}` : '?',
    )
    .join(' ');
}
