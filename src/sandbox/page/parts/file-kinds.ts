/** Groups of extensions that upload fields name, as Discord lists them. */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  image: ['.png', '.gif', '.jpg', '.jpeg', '.jfif', '.webp', '.avif'],
  video: ['.mp4', '.mov', '.qt', '.webm'],
  audio: ['.mp3', '.wav', '.ogg', '.flac', '.m4a', '.aac', '.opus'],
};

/** Extensions with their dots, of groups (`video`) and of extensions with or without one. */
export function extensionsOf(kinds: readonly string[]): string[] {
  return kinds.flatMap((kind) => GROUPS[kind] ?? `.${kind.replace(/^\./, '').toLowerCase()}`);
}

/** Whether a field takes a file of this name; one that names no kinds takes all. */
export function takesFile(name: string, kinds: readonly string[]): boolean {
  return (
    kinds.length === 0 || extensionsOf(kinds).some((extension) => name.toLowerCase().endsWith(extension))
  );
}
