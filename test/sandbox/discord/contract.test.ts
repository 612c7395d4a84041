import { expect, test } from 'vitest';
import { Contract } from './contract.ts';

const contract = Contract.load();

test.skipIf(!contract)(
  'the oracle objects to what Discord does not allow (skipped without ../shared/contracts)',
  () => {
    const call = {
      name: 'POST /channels/1170000000000000001/typing',
      route: 'POST /channels/:channel/typing',
      status: 204,
      request: undefined,
      response: undefined,
      at: 0,
    };
    const thread = {
      ...call,
      name: 'POST /channels/1170000000000000001/messages/1170000000000000002/threads',
    };

    expect(contract?.problemsOf(call)).toEqual([]);
    expect(contract?.problemsOf({ ...call, status: 201 })).toEqual([`${call.name} 201 is not described`]);
    expect(contract?.problemsOf({ ...call, name: 'GET /nothing' })).toEqual([
      'GET /nothing 204 is not described',
    ]);
    expect(
      contract?.problemsOf({ ...thread, status: 201, request: { name: 'x'.repeat(101) }, response: {} }),
    ).toEqual(
      expect.arrayContaining([
        expect.stringContaining('request/name: must NOT have more than 100 characters'),
        expect.stringContaining('answer: must have required property'),
      ]),
    );
  },
);
