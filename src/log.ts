import { type DestinationStream, type Logger, pino, stdSerializers } from 'pino';

/** Query strings carry signatures and tokens. */
const QUERY = /(https?:\/\/[^\s"'?]+)\?[^\s"']*/g;
/** What tokens of the platforms and providers look like, wherever they turn up. */
const TOKEN = /\b(?:xox[abprs]-|xapp-|Bearer |Bot |Key |whsec_)[\w.:-]{6,}/g;

/** Takes tokens and signed addresses out of a text. */
export function withoutSecrets(text: string): string {
  return text.replace(QUERY, '$1?…').replace(TOKEN, '…');
}

/** Structured logs, a JSON object a line. Neither errors nor messages carry a token or a signed address. */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: (error: unknown) => (error instanceof Error ? cleaned(error) : error) },
    redact: { paths: ['token', '*.token', 'prompt', '*.prompt', '*.headers.authorization'], censor: '…' },
  };
  return destination ? pino(options, destination) : pino(options);
}

function cleaned(error: Error) {
  const { type, message, stack } = stdSerializers.err(error);
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  return {
    type,
    code,
    message: withoutSecrets(message),
    ...(cause instanceof Error ? { cause: withoutSecrets(cause.message) } : {}),
    stack: withoutSecrets(stack),
  };
}
