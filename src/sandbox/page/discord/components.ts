import { type Child, h, type Wanted } from '../parts/h.ts';
import { safeLink } from '../parts/safe-link.ts';
import { media, shownFile } from '../parts/shown-file.ts';
import type {
  DiscordButton,
  DiscordComponent,
  DiscordControl,
  DiscordMedia,
  DiscordSelect,
} from '../protocol/discord-component.ts';
import type { DiscordAttachment, DiscordChoosable } from '../protocol/discord-state.ts';
import { selectOptions } from './select-options.ts';
import { markdown, type Names, spoiler } from './text.ts';

export interface ComponentContext {
  readonly names: Names;
  readonly attachments: readonly DiscordAttachment[];
  readonly choosable: DiscordChoosable;
  readonly press: (customId: string) => void;
  readonly select: (customId: string, values: readonly string[]) => void;
}

/** A component of a message as Discord draws it; one that the page does not know says so. */
export function discordComponent(component: DiscordComponent, context: ComponentContext): Child {
  switch (component.type) {
    case 1:
      return h(
        'div',
        { class: 'row' },
        component.components.map((one) => control(one, context)),
      );
    case 9:
      return h('div', { class: 'section' }, [
        h(
          'div',
          {},
          component.components.map((text) => markdown(text.content, context.names)),
        ),
        component.accessory.type === 2
          ? button(component.accessory, context)
          : picture(component.accessory, context),
      ]);
    case 10:
      return markdown(component.content, context.names);
    case 12:
      return h(
        'div',
        { class: 'gallery' },
        component.items.map((item) => picture(item, context)),
      );
    case 13: {
      const file = attachmentAt(component.file.url, context);
      return file && veiled(shownFile(file), component.spoiler);
    }
    case 14:
      return h('hr', { class: component.divider === false ? 'blank' : null });
    case 17:
      return container(component, context);
    default:
      return h('p', { class: 'unknown' }, 'A component that this page does not draw.');
  }
}

function container(component: Extract<DiscordComponent, { type: 17 }>, context: ComponentContext): Wanted {
  const { accent_color: accent, components, spoiler: isSpoiler } = component;
  const inner = components.map((one) => discordComponent(one, context));
  return h('div', { class: 'container' }, isSpoiler ? spoiler(inner) : inner, {
    created: (element) => colour(element, accent),
    key: `container ${accent}`,
  });
}

/** By script, because the page's own rules allow no style attributes. */
function colour(element: HTMLElement, accent: number | null | undefined): void {
  if (accent !== null && accent !== undefined) {
    element.style.setProperty('--accent-line', `#${accent.toString(16).padStart(6, '0')}`);
  }
}

function control(one: DiscordControl, context: ComponentContext): Wanted {
  return one.type === 2 ? button(one, context) : select(one, context);
}

const STYLES: Readonly<Record<number, string>> = {
  1: 'primary',
  2: 'secondary',
  3: 'success',
  4: 'danger',
  5: 'link',
};

function button(
  { style, label, custom_id: id, url, disabled }: DiscordButton,
  { press }: ComponentContext,
): Wanted {
  const look = { class: `button ${STYLES[style] ?? 'secondary'}` };
  const href = url ? safeLink(url) : null;
  if (href !== null)
    return h('a', { ...look, href, target: '_blank', rel: 'noopener noreferrer' }, label ?? href);
  const isDead = disabled === true || !id;
  return h('button', { ...look, type: 'button', disabled: isDead }, label ?? '', {
    on: { click: () => id && press(id) },
  });
}

/** Choosing acts at once. */
function select(menu: DiscordSelect, context: ComponentContext): Wanted {
  const placeholder = menu.placeholder ?? 'Choose …';
  return h(
    'select',
    { 'aria-label': placeholder, disabled: menu.disabled === true },
    [
      h('option', { value: '', disabled: true, selected: true }, placeholder),
      selectOptions(menu, context.choosable).map(({ label, value }) => h('option', { value }, label)),
    ],
    {
      on: {
        change: (event) => context.select(menu.custom_id, [(event.currentTarget as HTMLSelectElement).value]),
      },
    },
  );
}

/** A picture or a video; anything else is offered as a file. */
function picture(
  { media: { url }, description, spoiler: isSpoiler }: DiscordMedia,
  context: ComponentContext,
): Child {
  const file = attachmentAt(url, context);
  if (!file) return h('p', { class: 'unknown' }, 'A picture from elsewhere is not loaded here.');
  const described = description ? { ...file, alt: description } : file;
  return veiled(media(described) ? shownFile(described) : shownFile(file), isSpoiler);
}

function veiled(content: Child, isSpoiler: boolean | null | undefined): Child {
  return isSpoiler ? spoiler(content) : content;
}

function attachmentAt(url: string, { attachments }: ComponentContext): DiscordAttachment | undefined {
  const name = url.replace(/^attachment:\/\//, '');
  return attachments.find((attachment) => attachment.name === name);
}
