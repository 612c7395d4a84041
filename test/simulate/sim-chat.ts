import type { Button, Message } from '../../src/core/views/message.ts';
import type { Screen } from '../../src/core/views/screen.ts';

interface Shown {
  ref: string;
  thread: string;
  nonce: string;
  message: Message;
}

/** A chat platform's side of the world: threads and the messages in them, which stay. */
export class SimChat {
  readonly platform: string;
  readonly shown: Shown[] = [];
  /** Slack does not: there a message that was sent twice is there twice. */
  readonly #refusesSameNonce: boolean;
  readonly #openings = new Map<string, string>();

  constructor(platform: string, refusesSameNonce: boolean) {
    this.platform = platform;
    this.#refusesSameNonce = refusesSameNonce;
  }

  /** What can be pressed now, by anybody who sees it. */
  get buttons(): (Button & { thread: string })[] {
    return this.shown.flatMap(({ message, thread }) =>
      ('buttons' in message ? message.buttons : []).map((button) => ({ ...button, thread })),
    );
  }

  asScreen(): Screen {
    return {
      platform: this.platform,
      openThread: async ({ thread, message, channel }, { nonce, mayExist }) => {
        const given = thread ?? message;
        if (given !== null) return given;
        const earlier = mayExist ? this.#openings.get(nonce) : undefined;
        if (earlier) return earlier;
        const opened = `${channel}-thread-${this.#openings.size + 1}`;
        this.#openings.set(nonce, opened);
        return opened;
      },
      post: async ({ thread }, { message, nonce, mayExist }) => {
        const earlier = this.shown.find((each) => each.nonce === nonce && each.thread === thread);
        if (earlier && (mayExist || this.#refusesSameNonce)) return earlier.ref;
        const ref = `message-${this.shown.length + 1}`;
        this.shown.push({ ref, thread, nonce, message });
        return ref;
      },
      update: async (_place, ref, message) => {
        const shown = this.shown.find((each) => each.ref === ref);
        if (shown) shown.message = message;
        return 'shown';
      },
      uploadLimit: async () => 100_000_000,
      mayApprove: async (_place, person, named) => named.includes(person),
      approvers: async (_place, named) => named.map((person) => ({ person })),
      announce: async () => undefined,
      tell: async () => undefined,
      names: async () => new Map(),
      addressOf: ({ thread }) => `https://chat.example/${thread}`,
      locate: async (_place, ref) => ({ url: `https://chat.example/${ref}`, headers: {}, tokenHosts: [] }),
      findClip: async () => ({ ref: 'clip', name: 'clip.mp4', bytes: null }),
    };
  }
}
