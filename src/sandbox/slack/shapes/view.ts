import type { JsonObject } from '../json.ts';
import type { BotIdentity, Team } from '../people.ts';
import type { View } from '../views.ts';

/** A view as `views.open` answers and as interactions carry it. */
export function viewShape(view: View, team: Team, bot: BotIdentity, state: JsonObject = {}): JsonObject {
  return {
    id: view.id,
    team_id: team.id,
    type: view.type,
    ...(view.type === 'modal'
      ? { title: view.title, submit: view.submit ?? null, close: view.close ?? null }
      : {}),
    blocks: view.blocks,
    private_metadata: view.private_metadata,
    callback_id: view.callback_id,
    external_id: view.external_id,
    state: { values: state },
    hash: view.hash,
    clear_on_close: view.clear_on_close,
    notify_on_close: view.notify_on_close,
    root_view_id: view.rootId,
    previous_view_id: view.previousId ?? null,
    app_id: bot.appId,
    app_installed_team_id: team.id,
    bot_id: bot.botId,
  };
}
