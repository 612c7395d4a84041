import { join } from 'node:path';
import { pino } from 'pino';
import { assemble, type Core } from '../../src/core/assemble.ts';
import type { Edit, EditId } from '../../src/core/edit/edit.ts';
import { RecutError } from '../../src/core/errors.ts';
import { Library } from '../../src/core/library/library.ts';
import { LibraryFiles } from '../../src/core/library/library-files.ts';
import { Workspace } from '../../src/core/media/workspace.ts';
import { RuleBook } from '../../src/core/money/rule-book.ts';
import type { Rules } from '../../src/core/money/rules.ts';
import { Breaker } from '../../src/core/providers/breaker.ts';
import { Catalogue, MODELS } from '../../src/core/providers/catalogue.ts';
import { guarded } from '../../src/core/providers/guarded.ts';
import type { Provider } from '../../src/core/providers/provider.ts';
import { ProviderError } from '../../src/core/providers/provider-error.ts';
import type { Database } from '../../src/core/store/database.ts';
import { KyselyStore } from '../../src/core/store/kysely-store.ts';
import { SqlLibraryStore } from '../../src/core/store/sql-library-store.ts';
import type { Commit, Store } from '../../src/core/store/store.ts';
import { Turn } from '../../src/core/turn.ts';
import { ScreenError } from '../../src/core/views/screen.ts';
import type { Chance } from './chance.ts';
import type { Leases } from './leases.ts';
import { Port, through, type Weather } from './port.ts';
import type { SimChat } from './sim-chat.ts';
import { SimDownloader, SimMedia } from './sim-media.ts';
import type { Prediction, SimProvider } from './sim-provider.ts';
import type { Owner, VirtualTime } from './virtual-time.ts';

/** All that outlives processes. */
export interface SimWorld {
  time: VirtualTime;
  chance: Chance;
  dir: string;
  database: Database;
  providers: readonly SimProvider[];
  chats: readonly SimChat[];
  /** What holds where a team has set nothing. */
  rules: Rules;
  /** How rough the weather is now: 0 is calm, 1 is what the seed made of it. */
  roughness: number;
  /**
   * Whether a process was ever stopped: one that is stopped between asking whose turn it is and the message leaving may
   * send it when the turn is another's, and Slack takes no nonce that would tell.
   */
  mayShowTwice: boolean;
  leases: Leases;
  /** A commit was made, just now. */
  committed(commit: Commit): void;
  moved(edit: Edit): void;
  submitted(prediction: Prediction, by: SimProcess): void;
}

/** Edits that each provider takes at a time. */
const PLACES = 2;
const CLOCK_DRIFT_MS = 2_000;

/** One running bot: the real core over the simulated world. It can die at any moment, or be stopped for a while. */
export class SimProcess implements Owner {
  isAlive = true;
  stoppedUntil = 0;
  readonly name: string;
  readonly core: Core;
  readonly rules: RuleBook;
  /** Whose turn it is to change the threads of each platform. */
  readonly #turns = new Map<string, Turn>();
  readonly #world: SimWorld;

  constructor(name: string, world: SimWorld) {
    this.name = name;
    this.#world = world;
    const parts = this.#parts();
    this.rules = parts.rules;
    this.core = world.time.as(this, () => assemble(parts));
  }

  start(): void {
    this.#world.time.as(this, () => {
      for (const turn of this.#turns.values()) {
        void turn.start({ begin: async () => this.core.projection.nudge() });
      }
      this.core.runner.start();
      this.core.projection.start();
    });
  }

  /** Something that a person or a platform does to it. */
  do<T>(act: (core: Core) => Promise<T>): Promise<T> {
    return this.#world.time.as(this, () => act(this.core));
  }

  #parts(): Parameters<typeof assemble>[0] {
    const { time, chance, dir, database, providers, chats, rules } = this.#world;
    const drift = chance.between(-CLOCK_DRIFT_MS, CLOCK_DRIFT_MS);
    const clock = { now: () => Math.floor(time.now) + drift };
    const store = through<Store>(
      this.#port({ before: 0.004, after: 0.004, delayMs: 4, slowMs: 800, error: storeAway }),
      new ToldStore(this.#world),
      'store',
    );
    const screens = chats.map((chat) => {
      const port = this.#port({ before: 0.03, after: 0.02, delayMs: 300, error: platformAway });
      return [chat.platform, through(port, chat.asScreen(), 'screen')] as const;
    });
    const logger = pino({ level: 'silent' });
    const worker = this.name;
    for (const { platform } of chats) {
      this.#turns.set(platform, new Turn({ store, name: `threads:${platform}`, worker, logger }));
    }
    const files = this.#port({ before: 0, after: 0, delayMs: 200, error: storeAway });
    return {
      store,
      clock,
      catalogue: new Catalogue(
        providers.map(({ name }) => name),
        MODELS,
      ),
      rules: new RuleBook({ store, clock, given: () => rules }),
      workspace: new Workspace(join(dir, 'clips'), clock),
      library: new Library(new SqlLibraryStore(database), new LibraryFiles(join(dir, 'library'), clock)),
      downloader: new SimDownloader(files, chance),
      media: new SimMedia(files),
      handout: null,
      providers: new Map(
        providers.map((each) => {
          const provider = guarded(this.#reached(each), new Breaker(each.name, clock));
          return [each.name, { provider, places: PLACES }];
        }),
      ),
      uploads: NO_UPLOADS,
      screens: new Map(screens),
      mayShow: (platform) => this.#turns.get(platform)?.held() ?? false,
      logger,
      settings: {
        maxClipBytes: 1_000_000_000,
        maxImageBytes: 1_000_000,
        quoteHoldsMs: 24 * 60 * 60_000,
        sensitiveTakes: 'spoiler',
        takeShownWithinMs: 24 * 60 * 60_000,
        predictionOverdueAfterMs: 6 * 60 * 60_000,
        takeLostAfterMs: 30 * 60_000,
        beforeAfter: false,
        maxWorkspaceBytes: 10_000_000_000,
        publicUrl: 'https://recut.example',
      },
      worker,
      defaultQuality: 'final',
      leaseMs: 15_000,
      idleMs: 5_000,
      moved: (edit) => this.#world.moved(edit),
    };
  }

  /** A provider as it is reached from here: calls get lost, but to submit never rejects: its failures are outcomes. */
  #reached(provider: SimProvider): Provider {
    const real = provider.asProvider((prediction) => this.#world.submitted(prediction, this));
    const asking = this.#port(
      { before: 0.04, after: 0.02, delayMs: 900, error: providerAway },
      () => provider.isDown,
    );
    const sending = this.#port({ before: 0, after: 0, delayMs: 900, error: providerAway });
    const submit = through(sending, real, 'provider').submit;
    const reached = { ...through(asking, real, 'provider'), submit };
    return reached;
  }

  #port(weather: Weather, isCut = () => false): Port {
    const { time, chance } = this.#world;
    const world = this.#world;
    const now: Weather = {
      ...weather,
      get before() {
        return isCut() ? 1 : weather.before * world.roughness;
      },
      get after() {
        return weather.after * world.roughness;
      },
    };
    return new Port(time, chance, this, now);
  }
}

/** Tells of every commit and lease at the moment at which it is made, whether or not its answer arrives. */
class ToldStore extends KyselyStore {
  readonly #world: SimWorld;

  constructor(world: SimWorld) {
    super(world.database);
    this.#world = world;
  }

  override async commit(step: Commit): ReturnType<Store['commit']> {
    const result = await super.commit(step);
    if (result.kind === 'committed') this.#world.committed(step);
    return result;
  }

  override async claim(...asked: Parameters<Store['claim']>): ReturnType<Store['claim']> {
    const edits = await super.claim(...asked);
    const [worker, , leaseMs] = asked;
    this.#world.leases.given(edits, worker, leaseMs);
    return edits;
  }

  override async renew(...asked: Parameters<Store['renew']>): ReturnType<Store['renew']> {
    const kept = await super.renew(...asked);
    const [id, worker, leaseMs] = asked;
    if (kept) this.#world.leases.given([{ id }], worker, leaseMs);
    return kept;
  }

  override async release(id: EditId, worker: string): Promise<void> {
    await super.release(id, worker);
    this.#world.leases.ended(worker, id);
  }

  override async defer(...asked: Parameters<Store['defer']>): Promise<void> {
    await super.defer(...asked);
    const [{ id }, worker] = asked;
    this.#world.leases.ended(worker, id);
  }

  override async endLeases(worker: string): Promise<void> {
    await super.endLeases(worker);
    this.#world.leases.ended(worker);
  }
}

/** Each edit has uploads of its own here: by their addresses the world tells whose a submission is. */
const NO_UPLOADS = { get: async () => undefined, set: async () => undefined, delete: async () => undefined };

const storeAway = (name: string) =>
  new RecutError('store_unavailable', `${name}: the database is away`, { retryable: true });
const providerAway = (name: string) => new ProviderError('provider_down', `${name}: no answer`);
const platformAway = (name: string) => new ScreenError('unreachable', `${name}: no answer`);
