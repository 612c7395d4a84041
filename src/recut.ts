import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import Keyv from 'keyv';
import type { Logger } from 'pino';
import { watchBalances } from './balance-watch.ts';
import type { Config } from './config.ts';
import { configuredBots } from './configured-bots.ts';
import { openConfiguredDatabase } from './configured-database.ts';
import { configuredBucket, configuredHandout } from './configured-handout.ts';
import { configuredProviders } from './configured-providers.ts';
import { configuredRules } from './configured-rules.ts';
import { assemble } from './core/assemble.ts';
import { Library } from './core/library/library.ts';
import { LibraryFiles } from './core/library/library-files.ts';
import { MediaChildren } from './core/media/child.ts';
import { DiskRoom } from './core/media/disk-room.ts';
import { Downloader } from './core/media/download.ts';
import { Workspace } from './core/media/workspace.ts';
import { LowBalance } from './core/money/low-balance.ts';
import { keepReconciling } from './core/money/reconciling.ts';
import { RuleBook } from './core/money/rule-book.ts';
import { Catalogue, MODELS } from './core/providers/catalogue.ts';
import { withModelFile } from './core/providers/model-file.ts';
import { reconcileRestored } from './core/restoring.ts';
import { SteadyClock } from './core/steady-clock.ts';
import { KyselyStore } from './core/store/kysely-store.ts';
import { restoredAt, restoredFrom, settleMark } from './core/store/restored-mark.ts';
import { SqlKeyvStore } from './core/store/sql-keyv-store.ts';
import { SqlLibraryStore } from './core/store/sql-library-store.ts';
import { Turn } from './core/turn.ts';
import { workerName } from './core/worker.ts';
import { operatorPages, serve } from './http.ts';
import { Metrics } from './metrics.ts';
import { keepSweeping } from './sweeping.ts';
import { takePages } from './take-pages.ts';
import { webhookEdge } from './webhook-edge.ts';

/** Steps that are under way at shutdown may finish for this long; everything is down within ten seconds. */
const GRACE_MS = 5_000;
/** Of an image that is fetched, before it is made to fit. */
export const IMAGE_BYTES = 30_000_000;
/** Processes that work on files. */
export const MEDIA_AT_ONCE = 2;
const DAY_MS = 24 * 60 * 60_000;
/** A price that was shown is kept to. */
export const QUOTE_HOLDS_MS = DAY_MS;

export interface Running {
  /** Claims nothing new, lets running steps finish or hands them back, disconnects. */
  stop(): Promise<void>;
}

/**
 * Puts the bot together from its settings and starts it.
 * Rejects, with everything that was opened closed again, when a part cannot start; the message says what to set.
 */
export async function startRecut(config: Config, logger: Logger): Promise<Running> {
  const opened = new AsyncDisposableStack();
  try {
    await open(config, logger, opened);
    return { stop: () => opened.disposeAsync() };
  } catch (error) {
    await opened.disposeAsync();
    throw error;
  }
}

/** What is opened last is closed first. */
async function open(config: Config, logger: Logger, opened: AsyncDisposableStack): Promise<void> {
  const clock = new SteadyClock({
    wall: () => Date.now(),
    steady: () => performance.now(),
    onJump: (byMs) => logger.error({ byMs }, 'the clock of this machine has jumped; is it kept in step?'),
  });
  await mkdir(config.DATA_DIR, { recursive: true });
  const database = await openConfiguredDatabase(config);
  const store = new KyselyStore(database, (problem) =>
    logger.error({ err: problem }, 'an edit cannot be read'),
  );
  opened.defer(() => store.close());

  const workspace = new Workspace(join(config.DATA_DIR, 'clips'), clock);
  const library = new Library(
    new SqlLibraryStore(database),
    new LibraryFiles(join(config.DATA_DIR, 'library'), clock),
  );
  const models = config.MODELS_FILE ? await withModelFile(MODELS, config.MODELS_FILE) : MODELS;
  const providers = configuredProviders(config, clock);
  for (const { provider } of providers) opened.defer(() => provider.close());
  const catalogue = new Catalogue(
    providers.map(({ provider }) => provider.name),
    models,
  );
  const rules = new RuleBook({ store, clock, given: configuredRules(config) });

  const worker = workerName();
  const turnFor = (name: string) => new Turn({ store, name, worker, logger });
  const bots = configuredBots(config, database, logger, { clock, turnFor });
  const screens = new Map(bots.map((bot) => [bot.platform, bot]));
  const platforms = [...screens.keys()];
  const showing = new Map(platforms.map((platform) => [platform, turnFor(`threads:${platform}`)]));
  const metrics = new Metrics(store, workspace, config.MAX_DISK_GB * 1_000_000_000);
  const room = new DiskRoom(config.DATA_DIR, logger);
  const bucket = configuredBucket(config, clock);
  const handout = configuredHandout(config, bucket, clock);
  const { desk, webhooks, projection, runner } = assemble({
    store,
    clock,
    catalogue,
    rules,
    workspace,
    library,
    downloader: new Downloader({ trustedHosts: config.TRUSTED_HOSTS }),
    media: new MediaChildren({ atOnce: MEDIA_AT_ONCE }),
    handout,
    providers: new Map(providers.map((each) => [each.provider.name, each])),
    uploads: new Keyv({ store: new SqlKeyvStore(database), namespace: 'uploads' }),
    screens,
    mayShow: (platform) => showing.get(platform)?.held() ?? false,
    hasRoom: () => room.has(),
    logger,
    settings: {
      maxClipBytes: config.MAX_CLIP_MB * 1_000_000,
      maxImageBytes: IMAGE_BYTES,
      quoteHoldsMs: QUOTE_HOLDS_MS,
      sensitiveTakes: config.SENSITIVE_TAKES,
      takeShownWithinMs: config.POST_TAKE_HOURS * 60 * 60_000,
      predictionOverdueAfterMs: config.PREDICTION_HOURS * 60 * 60_000,
      takeLostAfterMs: config.FETCH_TAKE_MINUTES * 60_000,
      maxWorkspaceBytes: config.MAX_DISK_GB * 1_000_000_000,
      beforeAfter: config.BEFORE_AFTER === 'yes',
      publicUrl: config.PUBLIC_URL ?? null,
    },
    worker,
    limits: { perMinute: config.REQUESTS_PER_MINUTE, open: config.MAX_OPEN_EDITS },
    defaultQuality: config.DEFAULT_QUALITY,
    leaseMs: 15_000,
    idleMs: 1_000,
    restoredAt: () => restoredAt(database),
    moved: (edit) => metrics.moved(edit),
  });

  const backupAt = await restoredFrom(database);
  if (backupAt !== null) {
    const edits = await reconcileRestored(backupAt, { store, clock, platforms });
    await settleMark(database, clock.now());
    logger.warn(
      { backupAt: new Date(backupAt), edits },
      'restored from a backup; what was not submitted has ended',
    );
  }
  for (const bot of bots) {
    opened.defer(() => bot.stop());
    await bot.start(desk);
    logger.info({ platform: bot.platform }, 'connected');
  }
  for (const turn of showing.values()) {
    opened.defer(() => turn.stop());
    await turn.start({ begin: async () => projection.nudge() });
  }
  projection.start();
  opened.defer(() => projection.stop());
  runner.start();
  opened.defer(() => runner.stop(GRACE_MS));
  opened.defer(
    keepSweeping({
      workspace,
      library,
      store,
      platforms,
      keepMs: config.KEEP_FILES_DAYS * DAY_MS,
      handout,
      logger,
    }),
  );
  const accounts = providers.map(({ provider }) => provider);
  const changed = () => projection.nudge();
  opened.defer(keepReconciling({ store, clock, providers: accounts, logger, changed }));

  const lowBalance = new LowBalance({ store, clock, rules, catalogue, screens, changed });
  opened.defer(
    watchBalances({
      providers: accounts,
      low: config.LOW_BALANCE,
      told: (provider, balance) => metrics.balance(provider, balance),
      fell: (provider, left) => lowBalance.fell(provider, left),
      rose: (provider) => lowBalance.rose(provider),
      logger,
    }),
  );

  if (config.HTTP_PORT) {
    const connected = Object.fromEntries(bots.map((bot) => [bot.platform, () => bot.connected()]));
    const pages = operatorPages({
      checks: { store: () => store.ping(), disk: () => room.has(), ...connected },
      metrics: metrics.registry,
    });
    const received = (provider: string, outcome: string) => metrics.webhook(provider, outcome);
    pages.route('/', webhookEdge({ desk: webhooks, received, logger }));
    if (config.LINK_SECRET) {
      pages.route('/', takePages({ secret: config.LINK_SECRET, store, workspace, bucket, clock }));
    }
    const server = await serve(pages, config.HTTP_PORT, config.HTTP_HOST);
    opened.defer(async () => {
      server.closeAllConnections();
      await once(server.close(), 'close');
    });
  }
}
