import type { Logger } from 'pino';
import { ApprovalDesk } from './approval-desk.ts';
import { BudgetDesk } from './budget-desk.ts';
import { ChoiceDesk } from './choice-desk.ts';
import type { Clock, Millis } from './clock.ts';
import type { Desk } from './desk.ts';
import type { Edit, Place, Quality } from './edit/edit.ts';
import { RecutError } from './errors.ts';
import { FrontDesk } from './front-desk.ts';
import { HistoryDesk } from './history-desk.ts';
import { LibraryDesk } from './library/library-desk.ts';
import { librarySheet } from './library/library-sheet.ts';
import { Saving } from './library/saving.ts';
import { BudgetKeeper } from './money/budget-keeper.ts';
import type { RuleBook } from './money/rule-book.ts';
import { PartsDesk } from './parts-desk.ts';
import { Reporter } from './report/reporter.ts';
import { type RequestLimits, USUAL_LIMITS } from './request-limits.ts';
import type { Kit } from './runner/kit.ts';
import { knownPrediction } from './runner/known-prediction.ts';
import { Runner } from './runner/runner.ts';
import { goOnSmaller } from './runner/smaller-copy.ts';
import { SettlingDesk } from './settling-desk.ts';
import { Announcements } from './views/announcements.ts';
import { FactFinder } from './views/fact-finder.ts';
import { Progress } from './views/progress.ts';
import { ProjectionLoop } from './views/projection-loop.ts';
import { Projector } from './views/projector.ts';
import { WINDOW } from './views/window-form.ts';
import { WebhookDesk } from './webhooks/webhook-desk.ts';

/** Everything of the world that the core works with; nothing in it starts by itself. */
export interface World extends Omit<Kit, 'progress' | 'show'> {
  rules: RuleBook;
  clock: Clock;
  /** Names this process in leases. */
  worker: string;
  defaultQuality: Quality;
  /** How much may be asked for; as usual if absent. */
  limits?: RequestLimits;
  /** How long a dead process keeps an edit from others. */
  leaseMs: Millis;
  /** The longest time between two looks for what other processes accepted. */
  idleMs: Millis;
  /** When the store was restored from a backup; never, if absent. */
  restoredAt?(): Promise<Millis | null>;
  /** Called after every commit. */
  moved(edit: Edit): void;
  logger: Logger;
}

export interface Core {
  desk: Desk;
  /** Takes what providers tell by webhooks. */
  webhooks: WebhookDesk;
  /** Keeps threads in step with edits, once started. */
  projection: ProjectionLoop;
  /** Takes edits on, once started. */
  runner: Runner;
}

/** How many edits one process works on at a time. */
export const CONCURRENCY = 16;
const BEAT_MS = 5_000;

/** Puts the core together over a world: the real one, or one that a test bends. */
export function assemble(world: World): Core {
  const { store, clock, catalogue, rules, workspace, library, screens, mayShow, logger } = world;
  const progress = new Progress();
  const screenOf = (place: Place) => {
    const screen = screens.get(place.platform);
    if (!screen) throw new RecutError('unknown_platform', `${place.platform} is not configured any more`);
    return screen;
  };
  const facts = new FactFinder({
    store,
    clock,
    catalogue,
    rules,
    workspace,
    progress,
    providers: world.providers,
    approvers: async (place, named) => screenOf(place).approvers(place, named),
  });
  const projector = new Projector({ store, facts, screens, mayShow });
  const platforms = [...screens.keys()];
  const projection = new ProjectionLoop({
    store,
    projector,
    announcements: new Announcements({ store, screens, clock, logger }),
    platforms,
    tooBig: async (id) => {
      const smaller = await goOnSmaller(id, kit);
      if (smaller) changed(smaller);
    },
    mayShow,
    clock,
    logger,
    beatMs: BEAT_MS,
  });
  const changed = (edit: Edit) => {
    world.moved(edit);
    runner.nudge();
    projection.nudge();
  };
  const kit: Kit = { ...world, progress, show: (edit) => projector.project(edit) };
  const { worker, leaseMs, idleMs } = world;
  const runner = new Runner(kit, { worker, concurrency: CONCURRENCY, leaseMs, idleMs, changed });
  const mayApprove = async (place: Place, person: string, named: readonly string[]) =>
    screenOf(place).mayApprove(place, person, named);
  const { quoteHoldsMs } = world.settings;
  const approvals = new ApprovalDesk({ store, clock, rules, catalogue, quoteHoldsMs, mayApprove, changed });
  const rulesChanged = () => {
    runner.nudge();
    projection.nudge();
  };
  const keeper = new BudgetKeeper({ store, clock, rules, mayApprove, changed: rulesChanged });
  const reporter = new Reporter({ store, clock, rules, catalogue, media: world.media, screenOf });
  const settling = new SettlingDesk({
    store,
    clock,
    rules,
    mayApprove,
    known: (edit, said) => knownPrediction(edit, said, kit),
    changed,
  });
  const choices = new ChoiceDesk({ store, clock, changed });
  const { defaultQuality, downloader, media } = world;
  const libraryDesk = new LibraryDesk({
    library,
    saving: new Saving({ library, catalogue, clock, downloader, media, screens }),
    mayApprove: async (place, person) => mayApprove(place, person, (await rules.at(place)).approvers),
    timeZone: async (place) => (await rules.at(place)).calendar.timeZone,
    sheet: (place, items) => librarySheet(place, items, world),
    lost: (error) => logger.error({ err: error }, 'pictures could not be saved'),
  });
  const titleOf = (provider: string) => world.providers.get(provider)?.provider.title ?? provider;
  const canStop = (key: string) => {
    const provider = catalogue.get(key)?.provider ?? '';
    return world.providers.get(provider)?.provider.cancel !== undefined;
  };
  const desk = new FrontDesk({
    store,
    catalogue,
    rules,
    clock,
    library,
    approvals,
    settling,
    choices,
    wholes: new PartsDesk({ store, clock, changed, catalogue, quoteHoldsMs }),
    canStop,
    restoredAt: async () => (await world.restoredAt?.()) ?? null,
    limits: world.limits ?? USUAL_LIMITS,
    sides: {
      budget: new BudgetDesk({ keeper, reporter, screenOf, catalogue, titleOf }),
      history: new HistoryDesk({ store, rules, screenOf }),
      library: libraryDesk,
      [WINDOW]: choices,
    },
    defaultQuality,
    changed,
  });
  const webhooks = new WebhookDesk({ store, clock, catalogue, providers: world.providers, changed });
  return { desk, webhooks, projection, runner };
}
