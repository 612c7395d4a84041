/** Whether a text has the form of Discord's ids. */
export function isSnowflake(text: string): boolean {
  return /^\d{17,20}$/.test(text);
}
