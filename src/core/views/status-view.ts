import { type Edit, type EditIn, hasEnded, type Step } from '../edit/edit.ts';
import { stepOf } from '../edit/moved.ts';
import { formatTimecode } from '../edit/timecode.ts';
import { formatDollars, micros } from '../money/micros.ts';
import { changesWording } from './change-wording.ts';
import { stretchWording } from './choice-view.ts';
import type { Facts } from './facts.ts';
import { about, clockTime, elapsed, ordinal, seconds, shorten, took } from './figures.ts';
import { goingOnWording, tookElsewhereWording } from './going-on-wording.ts';
import type { StatusMessage, StepLine } from './message.ts';
import { partLines, partsPrice, partsText } from './parts-view.ts';
import { priceReason } from './price-wording.ts';
import { reasonWording } from './reason-wording.ts';
import { statusButtons } from './status-buttons.ts';
import { statusNotes } from './status-notes.ts';

const TITLE_LENGTH = 200;

/** The status message of an edit: where it is, what it costs, how it ended. */
export function statusView(edit: Edit, facts: Facts): StatusMessage {
  return {
    kind: 'status',
    edit: edit.id,
    title: shorten(edit.wish.prompt, TITLE_LENGTH) || 'An edit',
    facts: editFacts(edit, facts),
    steps: isAnswer(edit) ? [] : steps(edit, facts),
    notes: isAnswer(edit) ? [] : statusNotes(edit, facts),
    outcome: outcome(edit, facts),
    buttons: statusButtons(edit, facts),
  };
}

/** An edit that was refused before its clip was looked at is a plain answer, without steps. */
function isAnswer(edit: Edit): boolean {
  return edit.state === 'refused' && edit.clip === null;
}

function editFacts(edit: Edit, facts: Facts): string[] {
  const { model } = facts;
  const clip = 'clip' in edit ? edit.clip : null;
  const quote = 'quote' in edit ? edit.quote : null;
  if (isAnswer(edit)) return [];
  return [
    ...(clip
      ? [shorten(clip.name, 60), seconds(clip.facts.durationMs), `${clip.facts.width}×${clip.facts.height}`]
      : []),
    ...(edit.wish.window ? [windowText(edit.wish.window)] : []),
    `${model.quality}, ${model.title}`,
    ...(quote ? [formatDollars(edit.state === 'assembling' ? partsPrice(edit, facts) : quote.amount)] : []),
    ...(edit.wish.keepSound ? [] : ['no sound']),
    ...resultText(edit.wish),
  ];
}

function resultText({ aspectRatio, seconds: length, shotType }: Edit['wish']): string[] {
  return [
    ...(aspectRatio === undefined ? [] : [`shape ${aspectRatio}`]),
    ...(length === undefined ? [] : [`${length} s long`]),
    ...(shotType === undefined ? [] : [`shot ${shotType}`]),
  ];
}

function windowText({ from, to }: { from: number; to: number | null }): string {
  return `from ${formatTimecode(from)}${to === null ? '' : ` to ${formatTimecode(to)}`}`;
}

/** The eight steps as four lines: what a person waits for. */
interface Phase {
  steps: readonly Step[];
  waiting: string;
  active(edit: Edit, facts: Facts): string;
  done(edit: Edit, facts: Facts): string;
  failed: string;
}

const PHASES: readonly Phase[] = [
  {
    steps: ['fetch', 'check'],
    waiting: 'Clip',
    active: clipText,
    done: checkedText,
    failed: 'Clip',
  },
  {
    steps: ['quote', 'approval'],
    waiting: 'Price',
    active: budgetCheckText,
    done: (edit, facts) => budgetText(edit, facts),
    failed: 'Budget',
  },
  {
    steps: ['upload', 'edit'],
    waiting: 'Edit',
    active: editingText,
    done: (edit) =>
      'finishedAt' in edit
        ? `Edited in ${took(edit.finishedAt - ('startedAt' in edit ? edit.startedAt : edit.prediction.submittedAt))}`
        : 'Edited',
    failed: 'Edit',
  },
  {
    steps: ['download', 'deliver'],
    waiting: 'Delivery',
    active: deliveryText,
    done: () => 'Delivered',
    failed: 'Delivery',
  },
];

function steps(edit: Edit, facts: Facts): StepLine[] {
  const lines = PHASES.map((phase, index) => phaseLine(edit, facts, phase, index));
  if (edit.state !== 'assembling') return lines;
  return [...lines.slice(0, -1), ...partLines(edit, facts), ...lines.slice(-1)];
}

function phaseLine(edit: Edit, facts: Facts, phase: Phase, index: number): StepLine {
  const current = PHASES.findIndex(({ steps }) => steps.includes(stepOf(edit)));
  if (index < current || edit.state === 'delivered') return { state: 'done', text: phase.done(edit, facts) };
  if (index > current) return { state: hasEnded(edit) ? 'skipped' : 'waiting', text: phase.waiting };
  if (hasEnded(edit))
    return {
      state: ['failed', 'refused', 'declined'].includes(edit.state) ? 'failed' : 'skipped',
      text: phase.failed,
    };
  return { state: 'active', text: phase.active(edit, facts) };
}

function clipText(edit: Edit, { fitted, timeZone }: Facts): string {
  if (edit.state === 'requested') return 'Fetching the clip';
  if (edit.state === 'choosing')
    return `Waiting for your choice, until ${clockTime(edit.choice.until, timeZone)}`;
  if (edit.state !== 'checking') return 'Checking the clip';
  if (edit.parts) return `Cutting the clip into ${edit.parts.length} parts${share(fitted)}`;
  if (!edit.fitting)
    return fitted === null ? 'Checking the clip' : `Looking through the clip${share(fitted)}`;
  return `Fitting the clip${share(fitted)}`;
}

function share(fitted: number | null): string {
  return fitted === null ? '' : ` · ${Math.floor(fitted * 100)} %`;
}

function deliveryText(edit: Edit, { fitted }: Facts): string {
  if (edit.state === 'fetching') return 'Fetching the take';
  return fitted === null
    ? 'Bringing the take here'
    : `Making a smaller copy of the take · ${Math.floor(fitted * 100)} %`;
}

function checkedText(edit: Edit): string {
  const changes = ('clip' in edit && edit.clip?.changes) || [];
  return changes.length > 0 ? `Clip checked (${changesWording(changes)})` : 'Clip checked';
}

function priceText(edit: Edit, { left, model }: Facts): string {
  if (!('quote' in edit) || !edit.quote) return 'Price';
  const { amount } = edit.quote;
  return `${formatDollars(amount)} (${priceReason(edit.quote, model)})${left ? ` · ${formatDollars(left.amount)} left for the team in ${left.period}` : ''}`;
}

function budgetCheckText(edit: Edit, facts: Facts): string {
  if (edit.state === 'awaiting_approval') {
    return `Waiting for an approval, until ${clockTime(edit.approval.expiresAt, facts.timeZone)}`;
  }
  if (facts.paused) return RESUMING;
  return edit.wish.quoteOnly ? priceText(edit, facts) : 'Checking the budget';
}

function budgetText(edit: Edit, facts: Facts): string {
  const approval = 'approval' in edit ? edit.approval : null;
  if (approval)
    return approval.decisions.some(({ exception }) => exception) ? 'Approved as an exception' : 'Approved';
  return hasEnded(edit) ? 'Within the budget' : `Within the budget · ${priceText(edit, facts)}`;
}

const RESUMING = 'Waiting until new edits are resumed';

const WAITS_FOR: Record<Facts['waitsFor'], string> = {
  provider: 'Waiting for a free place at the provider',
  person: 'Waiting until fewer of your edits run',
  team: 'Waiting until fewer edits of the team run',
  minute: 'Waiting its turn: the provider takes only so many edits a minute',
};

function editingText(edit: Edit, facts: Facts): string {
  switch (edit.state) {
    case 'approved':
      return facts.paused ? RESUMING : waitText(facts);
    case 'preparing':
      return edit.shortenTo === undefined
        ? 'Handing the clip to the provider'
        : `Cutting the clip to ${seconds(edit.shortenTo)}`;
    case 'assembling':
      return partsText(edit, facts);
    case 'unresolved':
      return 'Looking for it at the provider';
    case 'running': {
      const sofar = facts.now - edit.prediction.submittedAt;
      const late = sofar > facts.likelyMs * 2;
      return `Editing · ${elapsed(sofar)} of ${about(facts.likelyMs)}${late ? ', longer than usual' : ''}`;
    }
    default:
      if (facts.paused) return RESUMING;
      return facts.waitsFor === 'minute' ? waitText(facts) : 'Submitting';
  }
}

function waitText({ waitsFor, ahead }: Facts): string {
  return `${WAITS_FOR[waitsFor]} · ${ahead > 0 ? `${ordinal(ahead + 1)} in line` : 'next in line'}`;
}

const NOWHERE = ' · the take could not be posted here, and is kept';

function missingText({ missing = [] }: EditIn<'delivered'>): string {
  if (missing.length === 0) return '';
  const stretches = missing.map(stretchWording).join(' and ');
  const spent = missing.reduce((sum, { charged = 0 }) => sum + charged, 0);
  return spent > 0
    ? ` · without ${stretches}, for which ${formatDollars(micros(spent))} of that were charged all the same`
    : ` · without ${stretches}, for which nothing was charged`;
}

function lateText({ stopAskedBy }: EditIn<'delivered'>): string {
  return stopAskedBy === undefined ? '' : ' · it was done before the provider could stop it';
}

function outcome(edit: Edit, facts: Facts): StatusMessage['outcome'] {
  switch (edit.state) {
    case 'delivered':
      return {
        tone: 'good',
        line: [
          `Done · ${formatDollars(edit.charged)} charged${missingText(edit)}${lateText(edit)}${edit.nowhere ? NOWHERE : ''}`,
        ],
      };
    case 'refused':
    case 'failed':
      if (edit.state === 'failed' && edit.instead)
        return { tone: 'neutral', line: [goingOnWording(edit, facts)] };
      return { tone: edit.reason.code === 'help' ? 'neutral' : 'bad', line: [reasonWording(edit.reason)] };
    case 'expired':
      return { tone: 'neutral', line: [reasonWording(edit.reason)] };
    case 'declined':
      return { tone: 'bad', line: ['Declined by ', { person: edit.by }, `. ${reasonWording(edit.reason)}`] };
    case 'cancelled':
      return {
        tone: 'neutral',
        line: edit.instead
          ? ['', { person: edit.by }, tookElsewhereWording(facts)]
          : ['Cancelled by ', { person: edit.by }, `. ${reasonWording(edit.reason)}`],
      };
    case 'quoted':
      return edit.wish.quoteOnly
        ? {
            tone: 'neutral',
            line: [
              `It would cost ${formatDollars(edit.quote.amount)}. The price holds for ${holdsFor(edit.quote.validUntil - facts.now)}.`,
            ],
          }
        : null;
    default:
      return null;
  }
}

/** Coarse on purpose: a price that holds for a day needs no ticking clock. */
function holdsFor(left: number): string {
  const minutes = Math.max(1, Math.floor(left / 60_000));
  if (minutes >= 120) return `${Math.floor(minutes / 60)} hours`;
  return minutes >= 60 ? 'an hour' : `${Math.max(5, Math.floor(minutes / 5) * 5)} minutes`;
}
