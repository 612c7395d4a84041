import type { Attributes, Wanted } from './h.ts';

const SVG = 'http://www.w3.org/2000/svg';
const SVG_TAGS = new Set(['svg', 'path', 'circle']);

/**
 * Makes a part of the page as it is wanted, and changes only what differs: what a person types, plays or points at
 * stays. Values that people enter are theirs: attributes such as `value` only say how a field starts.
 */
export class Renderer {
  /** What each element was made from last. */
  readonly #made = new WeakMap<Node, Wanted>();

  render(parent: Element, children: readonly (Wanted | string)[]): void {
    const spare = [...parent.childNodes];
    const nodes = children.map((child) => this.#nodeFor(child, spare));
    for (const node of spare) node.remove();
    for (const [index, node] of nodes.entries()) {
      const there = parent.childNodes[index];
      if (there !== node) parent.insertBefore(node, there ?? null);
    }
    for (const [index, child] of children.entries()) {
      const node = nodes[index];
      if (typeof child !== 'string' && node instanceof Element) this.#fill(node, child);
    }
  }

  /** A node that can become the child, taken out of `spare`; else a new one. */
  #nodeFor(child: Wanted | string, spare: ChildNode[]): ChildNode {
    const index = spare.findIndex((node) => this.#fits(node, child));
    const [found] = index < 0 ? [] : spare.splice(index, 1);
    if (typeof child !== 'string') return found ?? create(child.tag);
    const text = found ?? document.createTextNode(child);
    if (text.nodeValue !== child) text.nodeValue = child;
    return text;
  }

  #fits(node: Node, child: Wanted | string): boolean {
    if (typeof child === 'string') return node.nodeType === Node.TEXT_NODE;
    const made = this.#made.get(node);
    return made?.tag === child.tag && made.key === child.key;
  }

  #fill(element: Element, wanted: Wanted): void {
    const before = this.#made.get(element);
    this.#made.set(element, wanted);
    setAttributes(element, before?.attributes ?? {}, wanted.attributes);
    for (const type of Object.keys(wanted.on ?? {})) {
      // Listens once for each type, to whatever the element was made from last.
      if (before?.on?.[type] === undefined) {
        element.addEventListener(type, (event) => this.#made.get(element)?.on?.[type]?.(event));
      }
    }
    this.render(element, wanted.children);
    if (!before && element instanceof HTMLElement) wanted.created?.(element);
  }
}

function create(tag: string): ChildNode {
  return SVG_TAGS.has(tag) ? document.createElementNS(SVG, tag) : document.createElement(tag);
}

function setAttributes(element: Element, before: Attributes, after: Attributes): void {
  for (const name of Object.keys(before)) {
    if (!isSet(after[name])) element.removeAttribute(name);
  }
  for (const [name, value] of Object.entries(after)) {
    if (isSet(value) && before[name] !== value)
      element.setAttribute(name, value === true ? '' : String(value));
  }
}

function isSet(value: Attributes[string]): value is string | number | true {
  return value !== null && value !== undefined && value !== false;
}
