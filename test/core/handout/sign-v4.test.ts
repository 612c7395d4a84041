import { expect, it } from 'vitest';
import { presign, signHeaders } from '../../../src/core/handout/sign-v4.ts';

/** The examples of S3's own documentation ("Authenticating Requests"), whose signatures are printed there. */
const CREDENTIALS = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  region: 'us-east-1',
};
const AT = Date.UTC(2013, 4, 24);
const HOST = 'https://examplebucket.s3.amazonaws.com';
const NOTHING = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

it('signs a GET in its headers as documented', () => {
  const url = new URL(`${HOST}/test.txt`);
  const headers = { range: 'bytes=0-9' };
  const signed = signHeaders({ method: 'GET', url, headers, payloadSha256: NOTHING }, CREDENTIALS, AT);
  expect(signed['authorization']).toBe(
    'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, ' +
      'SignedHeaders=host;range;x-amz-content-sha256;x-amz-date, ' +
      'Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
  );
});

it('signs a request with a query as documented', () => {
  const url = new URL(`${HOST}/?max-keys=2&prefix=J`);
  const signed = signHeaders({ method: 'GET', url, headers: {}, payloadSha256: NOTHING }, CREDENTIALS, AT);
  expect(signed['authorization']).toMatch(
    /Signature=34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7$/,
  );
});

it('signs an address as documented', () => {
  expect(presign('GET', new URL(`${HOST}/test.txt`), 86_400, CREDENTIALS, AT).href).toBe(
    `${HOST}/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256` +
      '&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request' +
      '&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host' +
      '&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404',
  );
});
