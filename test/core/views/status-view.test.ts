import { describe, expect, it } from 'vitest';
import type { Edit } from '../../../src/core/edit/edit.ts';
import { parseDollars } from '../../../src/core/money/micros.ts';
import { approvalView } from '../../../src/core/views/approval-view.ts';
import { editView } from '../../../src/core/views/edit-view.ts';
import type { Facts } from '../../../src/core/views/facts.ts';
import type { ApprovalMessage, ChoiceMessage, Line, Message } from '../../../src/core/views/message.ts';
import { ASKED_AT, aClip, aFit, anApproval, anEdit, aPresentation } from '../edit/an-edit.ts';

const FACTS: Facts = {
  now: ASKED_AT + 72_000,
  model: { title: 'Kling O3 Pro', quality: 'final', provider: 'WaveSpeedAI', fps: null },
  left: { amount: parseDollars('142.18'), period: 'November' },
  caps: [{ name: 'Team, November', limit: parseDollars('250'), used: parseDollars('248'), firm: false }],
  approvers: [{ person: 'Dana' }, { group: 'budget' }],
  budgetOwners: [{ person: 'Olga' }],
  alerts: [],
  paused: null,
  canStop: false,
  waitsFor: 'provider',
  timeZone: 'Europe/Berlin',
  ahead: 0,
  fitted: null,
  likelyMs: 180_000,
  final: null,
  elsewhere: null,
  parts: [],
  firstMeeting: null,
  pathOf: (file) => `/data/${file}`,
};

const MARKS = { done: '✓', active: '◐', waiting: '○', failed: '✗', skipped: '–' };

/** The message as a person would read it aloud. */
function read(message: Message): string {
  if (message.kind === 'notice') return plain(message.line);
  const buttons = message.buttons.map(({ label }) => `[${label}]`).join(' ');
  if (message.kind === 'take') {
    const file = message.file ? `[${message.file.name}]` : '';
    return [message.facts.join(' · '), file, message.line ? plain(message.line) : '', buttons]
      .filter(Boolean)
      .join('\n');
  }
  if (message.kind === 'choice') return readChoice(message, buttons);
  if ('heading' in message) return readApproval(message, buttons);
  const steps = message.steps.map(({ state, text }) => `${MARKS[state]} ${text}`);
  const outcome = message.outcome ? [plain(message.outcome.line)] : [];
  return [
    message.title,
    message.facts.join(' · '),
    ...steps,
    ...message.notes.map(plain),
    ...outcome,
    buttons,
  ]
    .filter(Boolean)
    .join('\n');
}

function readChoice({ heading, lines, picture, outcome }: ChoiceMessage, buttons: string): string {
  const said = [...lines, ...(outcome ? [outcome.line] : [])].map(plain);
  return [heading, picture ? `[${picture.name}]` : '', ...said, buttons].filter(Boolean).join('\n');
}

function readApproval(
  { heading, title, facts, caps, lines, outcome }: ApprovalMessage,
  buttons: string,
): string {
  const touched = caps.map(({ name, before, after }) => `${name}: ${before} → ${after}`);
  const said = [heading, ...lines, ...(outcome ? [outcome.line] : [])].map(plain);
  return [said[0], title, facts.join(' · '), ...touched, ...said.slice(1), buttons]
    .filter(Boolean)
    .join('\n');
}

function plain(line: Line): string {
  return line
    .map((piece) => {
      if (typeof piece === 'string') return piece;
      if ('person' in piece) return `@${piece.person}`;
      return 'group' in piece ? `@${piece.group}` : piece.label;
    })
    .join('');
}

function thread(edit: Edit, facts: Partial<Facts> = {}): string {
  return editView(edit, { ...FACTS, ...facts })
    .map(read)
    .join('\n---\n');
}

describe('what a person sees of an edit', () => {
  it('that runs: the steps, the clock, what is left, how to stop it', () => {
    expect(thread(anEdit('preparing'))).toBe(`change the beer to a cola, keep everything else
promo.mov · 8.4 s · 1080×1920 · final, Kling O3 Pro · $3.03
✓ Clip checked
✓ Within the budget · $3.03 (8.4 s × $0.36/s, Kling O3 Pro, final) · $142.18 left for the team in November
◐ Handing the clip to the provider
○ Delivery
[Cancel]`);
    expect(thread(anEdit('running'))).toBe(`change the beer to a cola, keep everything else
promo.mov · 8.4 s · 1080×1920 · final, Kling O3 Pro · $3.03
✓ Clip checked
✓ Within the budget · $3.03 (8.4 s × $0.36/s, Kling O3 Pro, final) · $142.18 left for the team in November
◐ Editing · 1:12 of about 3 min
○ Delivery`);
  });

  it('whose clip is being fitted: that it is, and how far', () => {
    const edit = anEdit('checking', { fitting: { fit: aFit(), references: [] } });
    expect(thread(anEdit('checking'))).toContain('◐ Checking the clip');
    expect(thread(edit)).toContain('◐ Fitting the clip\n');
    expect(thread(edit, { fitted: 0.429 })).toContain('◐ Fitting the clip · 42 %');
  });

  it('whose clip was fitted: all that was done to it, in a few words each', () => {
    const clip = aClip({
      changes: [
        { kind: 'cut', from: 2_000, to: 10_000 },
        { kind: 'converted', from: 'webm' },
        { kind: 'scaled', from: [854, 480], to: [1282, 720] },
        { kind: 'rate', from: 119.88, to: 60, uneven: false },
        { kind: 'turned' },
        { kind: 'toned' },
        { kind: 'compressed', from: 310_000_000 },
        { kind: 'silenced' },
      ],
    });
    expect(thread(anEdit('preparing', { clip }))).toContain(
      '✓ Clip checked (cut to 0:02–0:10, converted from WebM, scaled 854×480 → 1282×720, ' +
        '119.88 → 60 frames per second, turned upright, HDR made SDR, compressed from 310 MB, its sound cannot be read)\n',
    );
  });

  it.each([
    [{ kind: 'rate', from: 7.22, to: 24, uneven: true }, 'evened out to 24 frames per second'],
    [{ kind: 'converted', from: 'hevc' }, 'converted from HEVC'],
    [{ kind: 'converted', from: 'mkv' }, 'converted from Matroska'],
    [{ kind: 'converted', from: 'mov' }, 'converted from MOV'],
  ] as const)('names what was done as people do: %o', (change, words) => {
    expect(thread(anEdit('preparing', { clip: aClip({ changes: [change] }) }))).toContain(`(${words})`);
  });

  it('that waits for a place: where it stands in line', () => {
    expect(thread(anEdit('approved'), { ahead: 2 })).toContain(
      '◐ Waiting for a free place at the provider · 3rd in line',
    );
  });

  it('that is done: what it cost and how long it took, with the take', () => {
    expect(thread(anEdit('delivered'))).toBe(`change the beer to a cola, keep everything else
promo.mov · 8.4 s · 1080×1920 · final, Kling O3 Pro · $3.03
✓ Clip checked
✓ Within the budget
✓ Edited in 3 min
✓ Delivered
Done · $3.03 charged
---
Take 1 · 8.4 s · sound kept · $3.03 charged · 3 min
[promo-take-1.mp4]
[Edit again] [Try again]`);
  });

  it('that the provider refused: what happened, that it was free, what to do', () => {
    expect(thread(anEdit('failed'))).toBe(`change the beer to a cola, keep everything else
promo.mov · 8.4 s · 1080×1920 · final, Kling O3 Pro · $3.03
✓ Clip checked
✓ Within the budget
✗ Edit
– Delivery
The provider refused this prompt or clip under its content rules. Nothing was charged. Change the wording and press Try again.
[Try again]`);
  });

  it('whose clip the provider could not fetch: what happened, and a button that hands it over anew', () => {
    const reason = { code: 'bad_media', detail: 'Failed to download the file' } as const;
    expect(thread(anEdit('failed', { reason }))).toContain(
      'Failed to download the file. Nothing was charged. Press Try again to hand it over anew; if that does not help, export it again and send that.\n[Try again]',
    );
  });

  it('that asked only for the price: the price, its reason, and a button to run it', () => {
    const wish = { ...anEdit('quoted').wish, quoteOnly: true };
    const edit = anEdit('quoted', { wish });
    expect(thread(edit)).toContain(
      '◐ $3.03 (8.4 s × $0.36/s, Kling O3 Pro, final) · $142.18 left for the team in November',
    );
    expect(thread(edit)).toContain('[Run it for $3.03] [Cancel]');
  });

  it('whose submission has no answer: that the money stays set aside and nothing is sent again', () => {
    expect(thread(anEdit('unresolved'))).toContain(
      "The provider's answer was lost, so nobody knows yet whether the edit runs. It will not be sent again by itself; $3.03 stay set aside until it is found or settled.",
    );
  });

  it('whose submission nobody can find: a card that asks the approvers, and then says who settled it', () => {
    const doubt = { since: ASKED_AT, until: null, settledBy: null };
    const [, card] = thread(anEdit('unresolved', { doubt })).split('\n---\n');
    expect(card).toBe(`Nobody knows whether this edit ran · @Dana @budget
change the beer to a cola, keep everything else
$3.03 · 8.4 s · final, Kling O3 Pro
It was sent at Sun 10:30, and the provider does not say what became of it.
Look for it among the predictions or the charges of your account there. Until it is settled it is not sent again, $3.03 stay set aside, and Recut keeps looking.
[It ran…] [It did not…]`);
    expect(thread(anEdit('unresolved', { doubt }), { now: ASKED_AT + 1_000 })).not.toContain('---');

    const settled = { ...doubt, until: ASKED_AT + 60_000, settledBy: 'Dana' };
    expect(thread(anEdit('running', { doubt: settled }))).toContain(
      'It ran, says @Dana at Sun 10:31, and goes on.',
    );
    expect(thread(anEdit('running', { doubt: { ...settled, settledBy: null } }))).toContain(
      'It was found at the provider, and goes on.',
    );
    const reason = { code: 'settled_as_not_run', why: 'no charge' } as const;
    const voided = thread(anEdit('failed', { doubt: settled, reason }));
    expect(voided).toContain('An approver found that it never ran: “no charge”. Nothing was charged.');
    expect(voided).toContain('It did not run, says @Dana at Sun 10:31: “no charge”');
    expect(voided).toContain('[Try again]');
    const charged = { code: 'settled_as_charged', charged: parseDollars('1.08') } as const;
    expect(thread(anEdit('failed', { doubt: settled, reason: charged }))).toContain(
      'It was charged $1.08 and brings no take, says @Dana at Sun 10:31',
    );
  });

  it('that could not be understood is one plain answer without steps', () => {
    const edit = anEdit('refused', {
      reason: { code: 'unknown_option', option: '--dradt', nearest: '--draft' },
      clip: null,
      quote: null,
    });
    expect(thread(edit)).toBe(`change the beer to a cola, keep everything else
There is no option --dradt. Did you mean --draft? Nothing was charged.`);
  });

  it('points out an image that the text never names', () => {
    const images = [{ kind: 'upload' as const, ref: 'F2', name: 'can.png', bytes: 1 }];
    expect(thread(anEdit('running', { images }))).toContain(
      '@Image1 was given, but the text never names it.',
    );
  });

  it('says which picture is which before anything is spent', () => {
    const upload = (name: string) => ({ kind: 'upload' as const, ref: name, name, bytes: 1 });
    const saved = (picture: number) => ({ kind: 'saved' as const, item: 'I1', picture, name: 'Mascot' });
    const images = [
      upload('can.png'),
      upload('bottle.png'),
      upload('back.png'),
      saved(0),
      saved(1),
      saved(2),
    ];
    const { wish } = anEdit('quoted');
    const prompt = 'swap the beer for @Element1, with @mascot before @Image1';
    const edit = anEdit('quoted', {
      images,
      wish: { ...wish, prompt, quoteOnly: true, elements: [2, 3], named: { mascot: '@Element2' } },
    });
    expect(thread(edit)).toContain(
      '\n@Image1 is can.png · @Element1 is bottle.png (front and 1 view) · @mascot is sent as @Element2 (front and 2 views)\n',
    );
    expect(thread(edit)).not.toContain('never names it');
  });

  it('withholds a sensitive take where that is configured, and says so', () => {
    const edit = anEdit('delivered', { withheld: 'sensitive', presentation: aPresentation() });
    expect(thread(edit)).toContain('The provider marked this take as sensitive, so it is not shown here.');
    expect(thread(edit)).not.toContain('[promo-take-1.mp4]');
  });

  it('offers the final model for a draft, with its price', () => {
    const final = { model: 'wavespeed/kling-o3-pro', amount: parseDollars('3.03') };
    expect(thread(anEdit('delivered'), { final })).toContain('[Make it final for $3.03]');
  });

  it('that needs an approval: a card with the price, the caps before and after, and who decides', () => {
    expect(thread(anEdit('awaiting_approval'))).toBe(`change the beer to a cola, keep everything else
promo.mov · 8.4 s · 1080×1920 · final, Kling O3 Pro · $3.03
✓ Clip checked
◐ Waiting for an approval, until Mon 10:30
○ Edit
○ Delivery
[Cancel]
---
This edit needs an approval · @Dana @budget
change the beer to a cola, keep everything else
$3.03 · 8.4 s × $0.36/s, Kling O3 Pro, final
Team, November: $248.00 of $250.00 → over by $1.03
Asked by @U1 · open until Mon 10:30
[Approve as exception…] [Decline…]`);
  });

  it('that breaks a cap which no exception lifts: the card offers none', () => {
    const caps = FACTS.caps.map((cap) => ({ ...cap, firm: true }));
    const card = approvalView(anEdit('awaiting_approval'), { ...FACTS, caps });
    expect(card?.buttons.map(({ label }) => label)).toEqual(['Decline…']);
  });

  it('that was approved: the card says by whom, when and why', () => {
    const decisions = [{ by: 'Dana', at: ASKED_AT + 60_000, exception: 'the launch is tomorrow' }];
    const card = thread(anEdit('running', { approval: anApproval({ decisions }) })).split('\n---\n')[1];
    expect(card).toBe(`This edit needed an approval
change the beer to a cola, keep everything else
$3.03 · 8.4 s × $0.36/s, Kling O3 Pro, final
Asked by @U1
Approved by @Dana at Sun 10:31, as an exception: “the launch is tomorrow”`);
  });

  it('that was declined: by whom and why, and that it was free', () => {
    const text = thread(anEdit('declined', { approval: anApproval() }));
    expect(text).toContain('Declined by @U9. “too dear” Nothing was charged.');
    expect(text).toContain('Declined by @U9 at Sun 10:30: “too dear”');
  });

  it('that needs an approval where no approver sees it: where to ask instead', () => {
    expect(thread(anEdit('awaiting_approval'), { approvers: [] })).toContain(
      'Ask for the edit in a channel instead.',
    );
  });
});
