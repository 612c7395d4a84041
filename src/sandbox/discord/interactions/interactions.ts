import { randomBytes } from 'node:crypto';
import { DiscordError } from '../discord-error.ts';
import type { World } from '../world/world.ts';
import type { Acknowledgement, Interaction } from './interaction.ts';

/** The first response must come within 3 s; the token works for 15 min after that. */
export const RESPONSE_DEADLINE_MS = 3000;
const TOKEN_LIFETIME_MS = 15 * 60 * 1000;

export type NewInteraction = Pick<
  Interaction,
  'type' | 'userId' | 'channelId' | 'data' | 'commandName' | 'sourceMessageId' | 'openedBy'
>;

/** All interactions of the world, and the rules on when they may be answered. */
export class Interactions {
  readonly #world: World;
  readonly #byToken = new Map<string, Interaction>();

  constructor(world: World) {
    this.#world = world;
  }

  open(what: NewInteraction): Interaction {
    const interaction: Interaction = {
      ...what,
      id: this.#world.ids.next(),
      token: `aW50ZXJhY3Rpb24${randomBytes(48).toString('base64url')}`,
      createdAt: this.#world.clock.now(),
      acknowledgement: undefined,
      acknowledgedAt: undefined,
    };
    this.#byToken.set(interaction.token, interaction);
    return interaction;
  }

  /**
   * The interaction that a callback may respond to now.
   * @throws DiscordError 10062 when unknown or late, 40060 when it has a response
   */
  awaiting(id: string, token: string): Interaction {
    const interaction = this.#byToken.get(token);
    if (interaction?.id !== id) throw new DiscordError('unknownInteraction');
    if (interaction.acknowledgement) throw new DiscordError('alreadyAcknowledged');
    if (this.#age(interaction) > RESPONSE_DEADLINE_MS) throw new DiscordError('unknownInteraction');
    return interaction;
  }

  acknowledge(interaction: Interaction, acknowledgement: Acknowledgement): void {
    interaction.acknowledgement = acknowledgement;
    interaction.acknowledgedAt = this.#world.clock.now();
  }

  /**
   * The acknowledged interaction whose token this is, for followups and edits.
   * @throws DiscordError 10015 when there is none or it has no response yet, 50027 after 15 minutes
   */
  answered(applicationId: string, token: string): Interaction & { acknowledgement: Acknowledgement } {
    const interaction = this.#byToken.get(token);
    if (applicationId !== this.#world.application.id || !interaction)
      throw new DiscordError('unknownWebhook');
    if (this.#age(interaction) > TOKEN_LIFETIME_MS) throw new DiscordError('invalidWebhookToken');
    if (!isAnswered(interaction)) throw new DiscordError('unknownWebhook');
    return interaction;
  }

  #age(interaction: Interaction): number {
    return this.#world.clock.now() - interaction.createdAt;
  }
}

function isAnswered(
  interaction: Interaction,
): interaction is Interaction & { acknowledgement: Acknowledgement } {
  return interaction.acknowledgement !== undefined;
}
