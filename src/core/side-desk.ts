import type { CommandCall, FormReturn, PressAnswer, TokenPress } from './desk.ts';

/**
 * A desk behind the front desk, for one subject: its slash commands, the buttons of its panels and its forms. All that
 * it is given comes from outside: it checks each time whether the token names something of this team, and whether the
 * person may have it.
 */
export interface SideDesk {
  /** A slash command whose definition names this subject. */
  command?(call: CommandCall): Promise<PressAnswer>;
  /** A button of a panel. `parts` are those of its token, without the subject. */
  open?(press: TokenPress, parts: readonly string[]): Promise<PressAnswer>;
  /** A form that was sent. `parts` are those of its token, without the subject. */
  submit?(sent: FormReturn, parts: readonly string[]): Promise<PressAnswer>;
}
