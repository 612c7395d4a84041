/**
 * The slash commands besides `/edit`, in one place: Slack's manifest and Discord's registration follow from it. What
 * they do stands in the side desk of their subject.
 */
export interface CommandDefinition {
  /** Without the slash: lower-case letters and `-`, at most 32. */
  name: string;
  /** The subject of the side desk that carries it out. */
  subject: string;
  /** At most 100 characters. */
  description: string;
  /** How its text may read, for platforms on which commands are text: "report week". */
  usage: string;
  /** For platforms on which commands have options. Each that is used adds its words to the text of the command. */
  options: readonly CommandOption[];
}

export type CommandOption = {
  /** Lower-case letters, digits and `-`, at most 32. */
  name: string;
  /** At most 100 characters. */
  description: string;
} & (
  | /** Adds `name value`. */ { kind: 'word'; values: readonly string[] }
  | /** Adds `name text`. */ { kind: 'text'; maxLength: number }
  | /** Adds `name` when it is on. */ { kind: 'switch' }
  | /** An uploaded image; adds no words. */ { kind: 'image' }
);

export const COMMANDS: readonly CommandDefinition[] = [
  {
    name: 'edit-budget',
    subject: 'budget',
    description: 'What is spent, set aside and left; caps, policy and reports',
    usage: 'report month',
    options: [
      {
        name: 'report',
        description: 'Post a report of this day, week or month',
        kind: 'word',
        values: ['day', 'week', 'month'],
      },
    ],
  },
  {
    name: 'edit-history',
    subject: 'history',
    description: 'The edits of this channel, or your own',
    usage: 'mine',
    options: [
      { name: 'mine', description: 'Only your own edits, of all channels', kind: 'switch' },
      { name: 'unresolved', description: 'Only those that somebody has to settle', kind: 'switch' },
    ],
  },
  {
    name: 'edit-library',
    subject: 'library',
    description: 'Images and elements that this team has saved under names for its prompts',
    usage: 'add mascot · remove mascot · rename mascot to hero',
    options: [
      {
        name: 'add',
        description: 'Save under this name, with the pictures below or by a form',
        kind: 'text',
        maxLength: 33,
      },
      {
        name: 'as',
        description: 'One image, or an element: a character or an object',
        kind: 'word',
        values: ['image', 'element'],
      },
      { name: 'remove', description: 'The name of what is to be removed', kind: 'text', maxLength: 33 },
      { name: 'rename', description: 'The name of what is to be renamed', kind: 'text', maxLength: 33 },
      { name: 'to', description: 'The new name', kind: 'text', maxLength: 33 },
      { name: 'front', description: 'The picture; of an element its frontal one', kind: 'image' },
      { name: 'view1', description: 'The element from another side', kind: 'image' },
      { name: 'view2', description: 'The element from another side', kind: 'image' },
      { name: 'view3', description: 'The element from another side', kind: 'image' },
    ],
  },
];
