import { checkView, type ViewDescription } from '../block-kit/check-view.ts';
import { Refusal } from '../refusal.ts';
import { viewShape } from '../shapes/view.ts';
import type { View } from '../views.ts';
import type { Workspace } from '../workspace.ts';
import { structure, text } from './arguments.ts';
import { method } from './method.ts';

const triggered = { view: structure, trigger_id: text.optional(), interactivity_pointer: text.optional() };

interface Triggered {
  readonly view: { json: unknown };
  readonly trigger_id?: string | undefined;
  readonly interactivity_pointer?: string | undefined;
}

const open = method({
  name: 'views.open',
  args: triggered,
  run: (args, at) => {
    const view = modal(args.view, at);
    return answer(at.views.open(personOf(args, at), view), at);
  },
});

const push = method({
  name: 'views.push',
  args: triggered,
  run: (args, at) => {
    const view = modal(args.view, at);
    return answer(at.views.push(personOf(args, at), view), at);
  },
});

const update = method({
  name: 'views.update',
  args: { view: structure, view_id: text.optional(), external_id: text.optional(), hash: text.optional() },
  run: (args, at) => {
    const description = modal(args.view, at);
    const view = at.views.find({ id: args.view_id, externalId: args.external_id });
    if (view?.type !== 'modal') throw new Refusal('not_found');
    return answer(at.views.update(view, description, args.hash), at);
  },
});

const publish = method({
  name: 'views.publish',
  args: { user_id: text, view: structure, hash: text.optional() },
  ignored: ['interactivity_pointer'],
  run: (args, at) => {
    if (!at.people.has(args.user_id)) throw new Refusal('user_not_found');
    const description = checkView(args.view.json, at.unknownBlocks);
    if (description.type !== 'home') throw invalidType();
    return answer(at.views.publish(args.user_id, description, args.hash), at);
  },
});

function personOf(args: Triggered, at: Workspace): string {
  return at.triggers.exchange(args.trigger_id ?? args.interactivity_pointer ?? '');
}

function modal({ json }: { json: unknown }, at: Workspace): ViewDescription {
  const description = checkView(json, at.unknownBlocks);
  if (description.type !== 'modal') throw invalidType();
  return description;
}

function invalidType(): Refusal {
  return Refusal.withMessages('invalid_arguments', ['[ERROR] invalid view type [json-pointer:/view/type]']);
}

function answer(view: View, at: Workspace) {
  return { view: viewShape(view, at.team, at.bot) };
}

export const viewMethods = [open, push, update, publish];
