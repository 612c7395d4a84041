import { WebAPIPlatformError, WebAPIRequestError, type WebClient } from '@slack/web-api';
import { missingScopes } from './scopes.ts';
import { SlackSetupError } from './setup-error.ts';

/** Who the bot is in the one workspace that its token belongs to. */
export interface Identity {
  /** `T…`. Every edit is of this team: events of a Slack Connect channel may name the other side's workspace. */
  team: string;
  /** `U…`: as it is mentioned. */
  user: string;
  /** `B…`: as its messages are signed. */
  bot: string;
  /** As it is invited: `/invite @recut`. */
  name: string;
  /** Of the workspace, such as `https://studio.slack.com/`; null when Slack does not say. */
  url: string | null;
}

/**
 * Asks Slack who the token belongs to, and checks that it may do everything the bot does.
 * @throws SlackSetupError that says what to set
 */
export async function introduce(web: WebClient, apiUrl: string): Promise<Identity> {
  const { team_id, user_id, bot_id, user, url, response_metadata } = await web.auth
    .test()
    .catch((error: unknown) => {
      throw explained(error, apiUrl);
    });
  if (!team_id || !user_id || !bot_id) {
    throw new SlackSetupError(
      'SLACK_BOT_TOKEN is not the token of a bot: set it to the "Bot User OAuth Token" (xoxb-…) from "OAuth & Permissions" of the app.',
    );
  }
  const missing = response_metadata?.scopes ? missingScopes(response_metadata.scopes) : [];
  if (missing.length > 0) {
    throw new SlackSetupError(
      `The Slack app lacks the scopes ${missing.join(', ')}: paste slack-manifest.json into "App Manifest" of the app (or add them under "OAuth & Permissions"), then reinstall it to the workspace.`,
    );
  }
  return { team: team_id, user: user_id, bot: bot_id, name: user ?? 'recut', url: url ?? null };
}

function explained(error: unknown, apiUrl: string): SlackSetupError {
  if (error instanceof WebAPIPlatformError) {
    return new SlackSetupError(
      `Slack does not accept SLACK_BOT_TOKEN (${error.data.error}): set it to the "Bot User OAuth Token" (xoxb-…) from "OAuth & Permissions" of the app.`,
      { cause: error },
    );
  }
  const why = error instanceof WebAPIRequestError ? error.original.message : String(error);
  return new SlackSetupError(`Slack cannot be reached at ${apiUrl} (SLACK_API_URL): ${why}`, {
    cause: error,
    retryable: true,
  });
}
