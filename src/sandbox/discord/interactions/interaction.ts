import type { ModalForm } from '../validate/modal-form.ts';
import type { Message, Origin } from '../world/messages.ts';
import type { Wire } from '../world/wire.ts';

/** Discord's interaction types. */
export const INTERACTION = { command: 2, component: 3, modalSubmit: 5 } as const;
type InteractionType = (typeof INTERACTION)[keyof typeof INTERACTION];

/** How the bot first responded. */
export type Acknowledgement =
  | { kind: 'message' | 'deferred' | 'update' | 'deferred_update'; message: Message }
  | { kind: 'modal'; modal: ModalForm };

/** Something a person did that the bot must respond to. */
export interface Interaction {
  readonly id: string;
  readonly token: string;
  readonly type: InteractionType;
  readonly userId: string;
  readonly channelId: string;
  readonly createdAt: number;
  /** What Discord sends as `data`. */
  readonly data: Wire;
  readonly commandName: string | undefined;
  /** The message whose button or select was used, also when a form came in between. */
  readonly sourceMessageId: string | undefined;
  /** For a form's submission: where the form came from. */
  readonly openedBy: Origin | undefined;
  acknowledgement: Acknowledgement | undefined;
  acknowledgedAt: number | undefined;
}

export function originOf(interaction: Interaction): Origin {
  return {
    interactionId: interaction.id,
    interactionType: interaction.type,
    userId: interaction.userId,
    commandName: interaction.commandName,
    sourceMessageId: interaction.type === INTERACTION.component ? interaction.sourceMessageId : undefined,
    openedBy: interaction.openedBy,
  };
}
