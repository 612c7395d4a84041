import { Client } from 'pg';
import { RecutError } from '../../errors.ts';
import { ConnectionLost } from './connection-lost.ts';
import { nameOf } from './name-of.ts';

/**
 * Connects once, changes nothing, and resolves with the server's version, such as 18.4.
 * @throws RecutError `store_unavailable`; its message names the database without the password.
 */
export async function checkUpPostgres(url: string): Promise<string> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000, query_timeout: 5_000 });
  try {
    await client.connect();
    const { rows } = await client.query<{ server_version: string }>('show server_version');
    return rows[0]?.server_version ?? '';
  } catch (error) {
    const lost = new ConnectionLost(error);
    throw new RecutError('store_unavailable', `${nameOf(url)}: ${lost.message}`, {
      cause: lost,
      retryable: true,
    });
  } finally {
    await client.end().catch(() => undefined);
  }
}
