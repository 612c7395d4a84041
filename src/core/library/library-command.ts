/** What the text of `/edit-library` asks for. */
export type LibraryCommand =
  | { kind: 'list' }
  | { kind: 'add'; name: string; as: 'image' | 'element' | null }
  | { kind: 'remove'; name: string }
  | { kind: 'rename'; name: string; to: string }
  | { kind: 'unknown' };

/** "", "add mascot", "add mascot as element", "remove @mascot", "rename mascot to hero". Names are judged later. */
export function readLibraryCommand(text: string): LibraryCommand {
  const words = text
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '');
  const [verb = 'list', ...rest] = words;
  const [name = '', link = '', ...more] = rest;
  switch (verb.toLowerCase()) {
    case 'list':
      return { kind: 'list' };
    case 'add':
      return { kind: 'add', name: bare(name), as: kindOf(link.toLowerCase() === 'as' ? more[0] : undefined) };
    case 'remove':
      return name === '' ? { kind: 'unknown' } : { kind: 'remove', name: bare(name) };
    case 'rename': {
      const to = link.toLowerCase() === 'to' ? (more[0] ?? '') : link;
      return name === '' || to === ''
        ? { kind: 'unknown' }
        : { kind: 'rename', name: bare(name), to: bare(to) };
    }
    default:
      return { kind: 'unknown' };
  }
}

function bare(name: string): string {
  return name.replace(/^@/, '');
}

function kindOf(word: string | undefined): 'image' | 'element' | null {
  return word === 'image' || word === 'element' ? word : null;
}
