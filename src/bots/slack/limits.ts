/** Sizes beyond which Slack refuses (docs.slack.dev/reference/block-kit), in characters unless said otherwise. */
export const LIMITS = {
  /** chat.update; chat.postMessage takes ten times that. */
  text: 4_000,
  /** No limit is documented for the title of a plan or task; over about 13,200 in all blocks a message is refused. */
  title: 300,
  section: 3_000,
  header: 150,
  /** Our own, so that a whole message stays below those 13,200. */
  line: 800,
  facts: 1_000,
  /** Our own. The name of a channel has up to 80. */
  capName: 100,
  capAmount: 40,
  /** Of a modal. */
  viewTitle: 24,
  label: 2_000,
  hint: 2_000,
  /** Of `private_metadata`. */
  memo: 3_000,
  button: 75,
  option: 75,
  optionValue: 150,
  placeholder: 150,
  input: 3_000,
  fieldError: 1_000,
  /** Counts. */
  buttons: 25,
  notes: 5,
  /** Every scope in every period. */
  caps: 16,
  filesPerInput: 10,
  options: 100,
  intro: 10,
  /** Our own: 12 rows and 8 bars of these keep a panel below those 13,200. */
  panelLine: 400,
} as const;

/** Cuts to at most `limit` UTF-16 units, never inside a character, with `…` at the cut. */
export function cutTo(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const cut = text.slice(0, limit - 1);
  return `${/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}
