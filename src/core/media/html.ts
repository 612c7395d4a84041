/** How many bytes at the start of a file tell whether it is a web page. */
export const HTML_SNIFF_BYTES = 512;

const OPENING = /^\uFEFF?\s*<(!doctype\s+html|html|head|body|script|meta|title|!--)/i;

/**
 * Whether a download is a web page instead of a file: Slack and many file hosts answer a missing right with a login
 * page and status 200. A page's declared type counts only when the bytes could be text.
 */
export function isHtml(contentType: string | undefined, head: Uint8Array): boolean {
  if (head.includes(0)) return false;
  const text = new TextDecoder().decode(head);
  return OPENING.test(text) || /^(text\/html|application\/xhtml\+xml)\b/i.test(contentType ?? '');
}
