import type { Millis } from '../clock.ts';
import type { HeardMarks } from '../hearing.ts';
import type { Database } from './database.ts';
import { keepTime, keptTime } from './kept-times.ts';

/** What was heard until when, among the key-values of the database. */
export class SqlHeardMarks implements HeardMarks {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  read(name: string): Promise<Millis | null> {
    return keptTime(this.#database, `heard:${name}`);
  }

  write(name: string, at: Millis): Promise<void> {
    return keepTime(this.#database, `heard:${name}`, at);
  }
}
