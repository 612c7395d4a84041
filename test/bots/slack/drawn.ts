import type { ActionsBlock, KnownBlock, PlanBlock, RichTextBlock, RichTextElement } from '@slack/web-api';
import type { Rendered } from '../../../src/bots/slack/rendered.ts';

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

/** A quotation begins with `>`; bold text stands between asterisks. */
function drawnRichText({ elements }: RichTextBlock): string {
  return elements
    .map((part) => {
      if (part.type !== 'rich_text_section' && part.type !== 'rich_text_quote') return `{${part.type}}`;
      return `${part.type === 'rich_text_quote' ? '> ' : ''}${part.elements.map(drawnPiece).join('')}`;
    })
    .join('\n');
}

function drawnPiece(piece: RichTextElement): string {
  switch (piece.type) {
    case 'text':
      return piece.style?.bold && piece.text.trim() !== '' ? `*${piece.text}*` : piece.text;
    case 'user':
      return `{user ${piece.user_id}}`;
    case 'usergroup':
      return `{usergroup ${piece.usergroup_id}}`;
    case 'link':
      return `{link ${piece.text} → ${piece.url}}`;
    default:
      return `{${piece.type}}`;
  }
}

function drawnButtons({ elements }: ActionsBlock): string {
  return elements
    .map((element) =>
      element.type === 'button' ? `[${element.text.text}] ${element.action_id} ${element.style ?? ''}` : '?',
    )
    .join(' ');
}
