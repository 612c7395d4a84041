import type { Interaction } from '../interactions/interaction.ts';
import { originOf } from '../interactions/interaction.ts';
import type { ModalForm } from '../validate/modal-form.ts';
import { hasFlag, type Origin } from '../world/messages.ts';
import type { World } from '../world/world.ts';
import { type SeenMessage, seenMessage } from './seen-message.ts';

/** A form on a person's screen. It can be submitted once or many times, as in Discord when it fails. */
export interface ShownModal {
  readonly title: string;
  readonly customId: string;
  readonly form: ModalForm;
  readonly channelId: string;
  readonly sourceMessageId: string | undefined;
  readonly openedBy: Origin;
}

/** What a person saw within three seconds of doing something; `latencyMs` is how long it took. */
export type Answer =
  /** A new message (`message`), "thinking…" (`deferred`), or the message with the button (`update`, `deferred_update`). */
  | {
      readonly kind: 'message' | 'deferred' | 'update' | 'deferred_update';
      readonly latencyMs: number;
      /** As it looked when the person looked up; read it again for what became of it. */
      readonly message: SeenMessage;
      /** Whether only this person sees the message. */
      readonly ephemeral: boolean;
    }
  | { readonly kind: 'modal'; readonly latencyMs: number; readonly modal: ShownModal }
  | { readonly kind: 'no_response'; readonly notice: 'The application did not respond' };

export const NO_RESPONSE: Answer = { kind: 'no_response', notice: 'The application did not respond' };

export function answerTo(world: World, interaction: Interaction): Answer {
  const { acknowledgement, acknowledgedAt, createdAt } = interaction;
  if (!acknowledgement || acknowledgedAt === undefined) return NO_RESPONSE;
  const latencyMs = acknowledgedAt - createdAt;
  if (acknowledgement.kind !== 'modal') {
    const { kind, message } = acknowledgement;
    return {
      kind,
      latencyMs,
      message: seenMessage(world, message),
      ephemeral: hasFlag(message, 'EPHEMERAL'),
    };
  }
  const { modal } = acknowledgement;
  const shown: ShownModal = {
    title: modal.title,
    customId: modal.custom_id,
    form: modal,
    channelId: interaction.channelId,
    sourceMessageId: interaction.sourceMessageId,
    openedBy: originOf(interaction),
  };
  return { kind: 'modal', latencyMs, modal: shown };
}
