/** A message as a person in the channel would read it aloud, the same for both platforms. */
export interface Told {
  /** The platform's id of the message. */
  id: string;
  author: string;
  bot: boolean;
  lines: readonly string[];
  files: readonly ToldFile[];
  /** Labels of its buttons. */
  buttons: readonly string[];
}

export interface ToldFile {
  name: string;
  /** Where its bytes are on this machine. */
  path: string;
  bytes: number;
  /** For people who do not see it. */
  altText: string;
}
