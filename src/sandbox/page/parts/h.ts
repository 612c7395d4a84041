export type Attributes = Readonly<Record<string, string | number | boolean | null | undefined>>;
export type Listeners = Readonly<Record<string, (event: Event) => void>>;

/** What an element has beyond attributes and children. */
export interface Extras {
  /** Among its siblings: the element that had it before is kept, wherever it goes. */
  readonly key?: string;
  readonly on?: Listeners;
  /** Called once, when the element is in the page. */
  readonly created?: (element: HTMLElement) => void;
}

/** An element as it is to be. */
export interface Wanted extends Extras {
  readonly tag: string;
  readonly attributes: Attributes;
  readonly children: readonly (Wanted | string)[];
}

export type Child = Wanted | string | null | undefined | false | readonly Child[];

/** Describes an element. Text stays text, whatever it says: nothing here ever reads HTML. */
export function h(
  tag: string,
  attributes: Attributes = {},
  children: Child = [],
  extras: Extras = {},
): Wanted {
  return { tag, attributes, children: flat(children), ...extras };
}

export function flat(child: Child): (Wanted | string)[] {
  if (child === null || child === undefined || child === false || child === '') return [];
  if (typeof child === 'string') return [child];
  return isMany(child) ? child.flatMap(flat) : [child];
}

function isMany(child: Wanted | readonly Child[]): child is readonly Child[] {
  return Array.isArray(child);
}
