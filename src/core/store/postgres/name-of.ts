/** How a database is named to people: without the user and the password. */
export function nameOf(url: string): string {
  const { host, pathname } = new URL(url);
  return `PostgreSQL at ${host}${pathname}`;
}
