import type { Mention } from '../../core/views/message.ts';

const PERSON = /^[UW][A-Z0-9]+$/;
const GROUP = /^S[A-Z0-9]+$/;

/**
 * Those of the named approvers that are Slack's, each once: `U…` and `W…` are people, `S…` are user groups. One list
 * names the approvers of every platform, so ids of others stand in it too.
 */
export function namedApprovers(named: readonly string[]): Mention[] {
  return [...new Set(named)].flatMap((id): Mention[] => {
    if (PERSON.test(id)) return [{ person: id }];
    return GROUP.test(id) ? [{ group: id }] : [];
  });
}
