import type { AttachmentStore } from '../cdn/attachments.ts';
import { fitsFileTypes } from '../cdn/content-types.ts';
import { type CommandForm, type CommandOption, OPTION } from '../validate/command-form.ts';
import type { Member } from '../world/members.ts';
import type { Wire } from '../world/wire.ts';
import type { World } from '../world/world.ts';
import type { PickedFile } from './picked-file.ts';
import { Resolved } from './resolved.ts';

/** What a person puts into a command's options; users, roles and channels by id. */
type OptionValue = string | number | boolean | PickedFile;
export type OptionValues = Readonly<Record<string, OptionValue | undefined>>;

interface Filling {
  form: CommandForm;
  subcommand: string | undefined;
  values: OptionValues;
  by: Member;
}

/**
 * Fills a slash command as Discord's client does, which refuses what the command does not allow.
 * @throws Error that says what the person would be told
 */
export async function fillOptions(
  world: World,
  store: AttachmentStore,
  { form, subcommand, values, by }: Filling,
): Promise<Wire> {
  const known = optionsOf(form, subcommand);
  const unknown = Object.keys(values).find((name) => !known.some((option) => option.name === name));
  if (unknown !== undefined) throw new Error(`/${form.name} has no option ${unknown}.`);
  const missing = known.find(({ name, required }) => required && values[name] === undefined);
  if (missing) throw new Error(`/${form.name} needs the option ${missing.name}.`);

  const resolved = new Resolved(world, by);
  const options: Wire[] = [];
  for (const option of known) {
    const value = values[option.name];
    if (value === undefined) continue;
    options.push({ name: option.name, type: option.type, value: await convert(option, value) });
  }
  const chosen = [{ name: subcommand, type: OPTION.subcommand, options }];
  return { options: subcommand === undefined ? options : chosen, ...resolved.toWire() };

  async function convert(option: CommandOption, value: OptionValue): Promise<unknown> {
    if (typeof value === 'object') return attach(option, value);
    switch (option.type) {
      case OPTION.string:
        return checkText(option, String(value));
      case OPTION.user:
        return resolved.user(String(value));
      case OPTION.role:
        return resolved.role(String(value));
      case OPTION.channel:
        return resolved.channel(String(value));
      case OPTION.mentionable:
        return resolved.mentionable(String(value));
      case OPTION.attachment:
        throw new Error(`The option ${option.name} takes a file.`);
      default:
        return checkPlain(option, value);
    }
  }

  async function attach(option: CommandOption, picked: PickedFile): Promise<string> {
    if (option.type !== OPTION.attachment) throw new Error(`The option ${option.name} takes no file.`);
    if (!fitsFileTypes(picked.name, option.file_types)) {
      throw new Error(`The option ${option.name} does not take ${picked.name}.`);
    }
    const staged = await store.stageCopy(picked.name, picked.path);
    return resolved.attachment(await store.keep(staged, world.application.id, { ephemeral: true }));
  }
}

function optionsOf(form: CommandForm, subcommand: string | undefined): CommandOption[] {
  const options = form.options ?? [];
  const branches = options.filter((option) => option.type === OPTION.subcommand);
  if (branches.length === 0 && subcommand === undefined) {
    return options.filter((option) => option.type !== OPTION.subcommand);
  }
  const branch = branches.find(({ name }) => name === subcommand);
  if (!branch) throw new Error(`/${form.name} has no subcommand ${subcommand}.`);
  return branch.options ?? [];
}

function checkText(option: CommandOption, text: string): string {
  const { name, min_length: min, max_length: max, choices } = option;
  if (text.length < (min ?? 0)) throw new Error(`The option ${name} needs at least ${min} characters.`);
  if (text.length > (max ?? 6000))
    throw new Error(`The option ${name} takes at most ${max ?? 6000} characters.`);
  return choices?.length ? String(checkChoice(option, text)) : text;
}

function checkPlain(option: CommandOption, value: string | number | boolean): string | number | boolean {
  const wanted = option.type === OPTION.boolean ? 'boolean' : 'number';
  const isWhole = option.type !== OPTION.integer || Number.isInteger(value);
  if (typeof value !== wanted || !isWhole)
    throw new Error(`The option ${option.name} takes no ${String(value)}.`);
  if (
    typeof value === 'number' &&
    (value < (option.min_value ?? value) || value > (option.max_value ?? value))
  ) {
    throw new Error(`The option ${option.name} does not go as far as ${value}.`);
  }
  return option.choices?.length ? checkChoice(option, value) : value;
}

/** A person picks a choice by what it is called or by what it stands for. */
function checkChoice(option: CommandOption, picked: string | number | boolean): string | number {
  const choice = option.choices?.find(({ name, value }) => name === picked || value === picked);
  if (!choice) throw new Error(`The option ${option.name} has no choice ${String(picked)}.`);
  return choice.value;
}
