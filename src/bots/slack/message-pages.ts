/** As `conversations.history` and `conversations.replies` answer. */
interface Page {
  messages?: object[] | undefined;
  response_metadata?: { next_cursor?: string };
}

/** The messages of a channel or a thread, page by page in the order that Slack gives them, and at most so many pages. */
export async function* messagePages(
  read: (cursor: { cursor?: string }) => Promise<Page>,
  mostPages: number,
): AsyncGenerator<object[]> {
  let cursor: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const { messages = [], response_metadata } = await read(cursor ? { cursor } : {});
    yield messages;
    cursor = response_metadata?.next_cursor;
    if (!cursor) return;
  }
}
