import type { AttachmentStore } from '../cdn/attachments.ts';
import type { Gateway } from '../gateway/gateway.ts';
import type { CommandRegistry } from '../interactions/command-registry.ts';
import type { Interactions } from '../interactions/interactions.ts';
import type { Channel } from '../world/channels.ts';
import type { World } from '../world/world.ts';

/** What persons act through. */
export interface Surroundings {
  readonly world: World;
  readonly attachments: AttachmentStore;
  readonly commands: CommandRegistry;
  readonly interactions: Interactions;
  readonly gateway: Gateway;
  /** Ends every wait for the bot when the stand-in stops. */
  readonly stopped: AbortSignal;
  /** A channel by its id or name. */
  channel(reference: string): Channel;
}
