import type { AttachmentStore } from '../cdn/attachments.ts';
import type { CommandRegistry } from '../interactions/command-registry.ts';
import type { Interactions } from '../interactions/interactions.ts';
import type { Responses } from '../interactions/responses.ts';
import type { Settings } from '../settings.ts';
import type { World } from '../world/world.ts';

/** What the routes work on. */
export interface Deps {
  readonly world: World;
  readonly settings: Settings;
  readonly attachments: AttachmentStore;
  readonly interactions: Interactions;
  readonly responses: Responses;
  readonly commands: CommandRegistry;
  readonly gatewayUrl: string;
  readonly token: string;
}
