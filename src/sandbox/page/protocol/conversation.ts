/** What both platforms' conversations have in common. */
export interface Author {
  readonly name: string;
  readonly isBot: boolean;
}

/** A channel or a direct conversation. */
export interface Place {
  readonly id: string;
  readonly label: string;
  /** Whether the bot is there and hears what is said. */
  readonly hasBot: boolean;
}

export interface Conversation {
  /** What the workspace or server is called. */
  readonly team: string;
  /** Whether the bot is connected to the platform. */
  readonly isConnected: boolean;
  /** The name of the person who looks. */
  readonly me: string;
  readonly places: readonly Place[];
  /** The id of the one that is shown. */
  readonly place: string;
  /** What the ids in texts stand for. */
  readonly names: Readonly<Record<string, string>>;
}

export interface AnyMessage {
  readonly author: Author;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly isEdited: boolean;
  /** Only the person who looks sees it. */
  readonly isPrivate: boolean;
  /** What it says, for being read aloud. */
  readonly lines: readonly string[];
}
