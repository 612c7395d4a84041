import { RecutError } from './core/errors.ts';

/** Everything that is wrong with the settings, to be mended in one go. */
export class ConfigError extends RecutError {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(
      'bad_settings',
      `Recut cannot start with these settings:\n${problems.map((each) => `  - ${each}`).join('\n')}`,
    );
    this.problems = problems;
  }
}
