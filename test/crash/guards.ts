/** A guard of the product: where it stands, and what the code is without it. */
export type Guard = readonly Cut[];

interface Cut {
  file: string;
  text: string;
  instead: string;
}

/** Each of these keeps one promise; with it cut out, the crash tests must find that promise broken. */
export const GUARDS = {
  'an attempt without an answer is not sent again': [
    {
      file: 'src/core/runner/steps/submit.ts',
      text: "if (edit.attemptAt !== null) return { event: { type: 'ambiguous' } };",
      instead: 'if (edit.attemptAt !== null) return send(edit, kit, signal);',
    },
  ],
  'an attempt is written down before it leaves': [
    {
      file: 'src/core/runner/steps/submit.ts',
      text: "return { event: { type: 'attempt_started' }, rules, andThen: (started) => send(started, kit, signal) };",
      instead:
        "const sent = await send(edit, kit, signal); return { event: { type: 'attempt_started' }, rules, andThen: async () => sent };",
    },
  ],
  'an event is taken in once': [
    {
      file: 'src/core/store/accepting.ts',
      text: 'const names = [...new Set(keys)].sort();',
      instead: 'const names: string[] = [];',
    },
  ],
  'an event is durable before it is acknowledged': [
    {
      file: 'src/bots/slack/durable-receiver.ts',
      text: 'await this.#persist(event);',
      instead: 'await event.ack(response); await this.#persist(event);',
    },
  ],
  'a message that may be there is looked for': [
    {
      file: 'src/core/views/projector.ts',
      text: 'mayExist: known !== undefined }',
      instead: 'mayExist: false }',
    },
  ],
  'every cap is checked where the hold is placed': [
    {
      file: 'src/core/store/ledger-entries.ts',
      text: 'if (hold.amount > roomLeft(cap, balance)) return { cap, balance };',
      instead: '',
    },
  ],
  'threads are changed by one process at a time': [
    {
      file: 'src/core/turn.ts',
      text: 'return performance.now() < this.#until;',
      instead: 'return true;',
    },
  ],
  'an edit is given to one process at a time': [
    {
      file: 'src/core/store/claiming.ts',
      text: "eb('lease_until', 'is', null),",
      instead: "eb('id', 'is not', null),",
    },
  ],
  'an edit is moved on from the version that was read': [
    {
      file: 'src/core/store/committing.ts',
      text: ".where('version', '=', from.version)",
      instead: '',
    },
    // A version of an edit is written down once: without this, the audit would stop what comes second all the same.
    {
      file: 'src/core/store/auditing.ts',
      text: "db.insertInto('audit').values(row).execute()",
      instead: "db.insertInto('audit').values(row).onConflict((conflict) => conflict.doNothing()).execute()",
    },
  ],
  'a turn is given to one process at a time': [
    {
      file: 'src/core/store/turns.ts',
      text: "eb('turns.until', '<=', now),",
      instead: "eb('turns.until', '>', 0),",
    },
  ],
  'an edit is decided under the rules of that moment': [
    {
      file: 'src/core/store/committing.ts',
      text: 'if (rules !== undefined && ',
      instead: 'if (false && ',
    },
  ],
  'every approver counts once': [
    {
      file: 'src/core/edit/approving.ts',
      text: 'if (approval.decisions.some((decision) => decision.by === by)) return null;',
      instead: '',
    },
  ],
  'a webhook is believed at its own address only': [
    {
      file: 'src/core/webhooks/webhook-desk.ts',
      text: 'if (!inputs) return true;',
      instead: 'return true;',
    },
  ],
} as const satisfies Record<string, Guard>;

export type GuardName = keyof typeof GUARDS;
