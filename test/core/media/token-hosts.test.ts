import { describe, expect, it } from 'vitest';
import { mayHaveToken } from '../../../src/core/media/token-hosts.ts';
import { TrustedHosts } from '../../../src/core/media/trusted-hosts.ts';

const TRUSTED = new TrustedHosts(['files.test', '127.0.0.1:8080', '[::1]:9000']);
const TOKEN_HOSTS = ['files.slack.com', '.slack-files.com', 'files.test', '127.0.0.1', '[::1]'];

describe('a token', () => {
  it.each([
    'https://files.slack.com/a',
    'https://FILES.SLACK.COM/a',
    'https://eu.slack-files.com/a',
    'http://files.test/a',
    'http://files.test:81/a',
    'http://127.0.0.1:8080/a',
    'http://[::1]:9000/a',
  ])('goes to %s', (url) => {
    expect(mayHaveToken(new URL(url), TOKEN_HOSTS, TRUSTED)).toBe(true);
  });

  it.each([
    ['over plain http', 'http://files.slack.com/a'],
    ['to a host that only ends like a named one', 'https://evilfiles.slack.com.example/a'],
    ['to a host with a named one in front', 'https://xfiles.slack.com/a'],
    ['to the bare domain of a suffix', 'https://slack-files.com/a'],
    ['to a lookalike of a suffix', 'https://evilslack-files.com/a'],
    ['to a trusted host on another port in the clear', 'http://127.0.0.1:8081/a'],
    ['to a host that is trusted but not named', 'https://example.com/a'],
  ])('does not go %s', (_, url) => {
    expect(mayHaveToken(new URL(url), TOKEN_HOSTS, TRUSTED)).toBe(false);
  });
});
