import { z } from 'zod';

/** A person as users.info and users.list tell, as far as it says who may decide. */
export const member = z.object({
  id: z.string(),
  team_id: z.string().nullish(),
  /** Deactivated. */
  deleted: z.boolean().nullish(),
  is_bot: z.boolean().nullish(),
  /** Of another workspace, in a channel that is shared with it. */
  is_stranger: z.boolean().nullish(),
  is_admin: z.boolean().nullish(),
  is_owner: z.boolean().nullish(),
  is_primary_owner: z.boolean().nullish(),
  /** In an Enterprise organization, where `team_id` may be another of the workspaces that somebody is in. */
  enterprise_user: z.object({ teams: z.array(z.string()).nullish() }).nullish(),
});
export type Member = z.infer<typeof member>;

export function isActivePerson({ deleted, is_bot }: Member): boolean {
  return deleted !== true && is_bot !== true;
}

/** An admin or owner of this workspace: whoever comes from another one may be an admin there. */
export function isAdminOf(team: string, who: Member): boolean {
  if (!who.is_admin && !who.is_owner && !who.is_primary_owner) return false;
  const belongs = who.team_id === team || who.enterprise_user?.teams?.includes(team) === true;
  return belongs && who.is_stranger !== true && isActivePerson(who);
}
