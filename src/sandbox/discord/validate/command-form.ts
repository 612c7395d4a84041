import { z } from 'zod';
import { snowflake } from './controls.ts';
import { fileTypes } from './modal-form.ts';
import { problem } from './parse.ts';

/** Discord's option types and command types by number. */
export const OPTION = {
  subcommand: 1,
  subcommandGroup: 2,
  string: 3,
  integer: 4,
  boolean: 5,
  user: 6,
  channel: 7,
  role: 8,
  mentionable: 9,
  number: 10,
  attachment: 11,
} as const;
export const COMMAND = { chatInput: 1, user: 2, message: 3 } as const;

const localized = z.record(z.string(), z.string()).nullish();
const description = z.string().min(1).max(100);
const inputName = z
  .string()
  .min(1)
  .max(32)
  .regex(/^[-_'\p{L}\p{N}]+$/u, 'Command name is invalid')
  .refine((name) => name === name.toLowerCase(), 'Command name must be lower case');

const optionChoice = z.strictObject({
  name: z.string().min(1).max(100),
  name_localizations: localized,
  value: z.union([z.string().max(100), z.number()]),
});

const optionShape = {
  type: z.literal([3, 4, 5, 6, 7, 8, 9, 10, 11]),
  name: inputName,
  name_localizations: localized,
  description,
  description_localizations: localized,
  required: z.boolean().nullish(),
  autocomplete: z.boolean().nullish(),
  choices: z.array(optionChoice).max(25).nullish(),
  min_length: z.int().min(0).max(6000).nullish(),
  max_length: z.int().min(1).max(6000).nullish(),
  min_value: z.number().nullish(),
  max_value: z.number().nullish(),
  channel_types: z.array(z.int()).nullish(),
  file_types: fileTypes.nullish(),
};

const valueOption = z.strictObject(optionShape).superRefine((option, ctx) => {
  if (option.file_types && option.type !== OPTION.attachment) {
    ctx.addIssue(problem('BASE_TYPE_INVALID', 'Only attachment options have file types', ['file_types']));
  }
  if ((option.min_length ?? option.max_length) != null && option.type !== OPTION.string) {
    ctx.addIssue(problem('BASE_TYPE_INVALID', 'Only string options have a length', ['max_length']));
  }
});

export type CommandOption = z.infer<typeof valueOption>;

const subcommand = z.strictObject({
  type: z.literal(OPTION.subcommand),
  name: inputName,
  name_localizations: localized,
  description,
  description_localizations: localized,
  options: z.array(valueOption).max(25).superRefine(checkOptions).nullish(),
});

const optionList = z
  .array(z.discriminatedUnion('type', [subcommand, valueOption]))
  .max(25)
  .superRefine((options, ctx) => {
    const subcommands = options.filter(({ type }) => type === OPTION.subcommand).length;
    if (subcommands > 0 && subcommands < options.length) {
      const message = 'Sub-command option types are mutually exclusive with other option types';
      ctx.addIssue(problem('APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', message));
    }
    checkOptions(options, ctx);
  });

interface NamedOption {
  name: string;
  required?: boolean | null | undefined;
}

function checkOptions<T extends NamedOption>(options: readonly T[], ctx: z.RefinementCtx<T[]>): void {
  const late = options.findIndex(
    ({ required }, index) => required && index > 0 && !options[index - 1]?.required,
  );
  if (late >= 0) {
    const message = 'Required options must be placed before non-required options';
    ctx.addIssue(problem('APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID', message, [late]));
  }
  if (new Set(options.map(({ name }) => name)).size < options.length) {
    ctx.addIssue(problem('APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS', 'Option names must differ'));
  }
}

const MAX_TOTAL_TEXT = 8000;

/** A command, with values or with subcommands; groups of subcommands are not known here. */
export const commandForm = z
  .strictObject({
    id: snowflake.nullish(),
    type: z.literal([COMMAND.chatInput, COMMAND.user, COMMAND.message]).nullish(),
    name: z.string().min(1).max(32),
    name_localizations: localized,
    description: z.string().max(100).nullish(),
    description_localizations: localized,
    options: optionList.nullish(),
    default_member_permissions: z.union([z.string().regex(/^\d+$/), z.int()]).nullish(),
    dm_permission: z.boolean().nullish(),
    default_permission: z.boolean().nullish(),
    nsfw: z.boolean().nullish(),
    contexts: z.array(z.int().min(0).max(2)).min(1).nullish(),
    integration_types: z.array(z.int().min(0).max(1)).min(1).nullish(),
    handler: z.int().nullish(),
  })
  .superRefine((command, ctx) => {
    const isInput = (command.type ?? COMMAND.chatInput) === COMMAND.chatInput;
    if (isInput && !inputName.safeParse(command.name).success) {
      ctx.addIssue(problem('APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid', ['name']));
    }
    if (isInput && !command.description) {
      ctx.addIssue(problem('BASE_TYPE_REQUIRED', 'This field is required', ['description']));
    }
    if (!isInput && (command.description || command.options?.length)) {
      const message = 'Context menu commands cannot have description or options';
      ctx.addIssue(problem('APPLICATION_COMMAND_CONTEXT_MENU_INVALID', message, ['description']));
    }
    if (textLength(command) > MAX_TOTAL_TEXT) {
      ctx.addIssue(problem('APPLICATION_COMMAND_TOO_LARGE', `More than ${MAX_TOTAL_TEXT} characters`));
    }
  });

interface Texts {
  name: string;
  description?: string | null | undefined;
  options?: readonly Texts[] | null | undefined;
  choices?: CommandOption['choices'];
}

function textLength({ name, description: text, options, choices }: Texts): number {
  const inChoices = (choices ?? []).map((choice) => choice.name.length + String(choice.value).length);
  const inOptions = (options ?? []).map(textLength);
  return [...inChoices, ...inOptions].reduce(
    (sum, length) => sum + length,
    name.length + (text?.length ?? 0),
  );
}

export type CommandForm = z.infer<typeof commandForm>;

/** Discord's limits per scope: 100 slash commands, 15 for users, 15 for messages (since March 2026). */
export const commandList = z.array(commandForm).superRefine((commands, ctx) => {
  const limits = [
    [COMMAND.chatInput, 100],
    [COMMAND.user, 15],
    [COMMAND.message, 15],
  ] as const;
  for (const [type, limit] of limits) {
    const names = commands
      .filter((command) => (command.type ?? COMMAND.chatInput) === type)
      .map(({ name }) => name);
    if (names.length > limit) {
      ctx.addIssue(problem('BASE_TYPE_BAD_LENGTH', `Must be ${limit} or fewer in length.`));
    }
    if (new Set(names).size < names.length) {
      ctx.addIssue(
        problem('APPLICATION_COMMANDS_DUPLICATE_NAME', 'Application command names must be unique'),
      );
    }
  }
});
