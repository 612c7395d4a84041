import type { StatusMessage } from '../../core/views/message.ts';

type Tone = NonNullable<StatusMessage['outcome']>['tone'];

/** The colour at the side of a card: how it ended, or whether it runs or waits for somebody. */
export const ACCENT: Readonly<Record<Tone | 'running' | 'asking', number>> = {
  running: 0x58_65_f2,
  asking: 0xd9_8c_1f,
  good: 0x2e_9e_5b,
  bad: 0xc9_3c_37,
  neutral: 0x8a_8f_98,
};
