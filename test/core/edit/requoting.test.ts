import { expect, it } from 'vitest';
import { quotedAnew } from '../../../src/core/edit/requoting.ts';
import { sumOfQuotes } from '../../../src/core/money/price.ts';
import { MODELS } from '../../../src/core/providers/catalogue.ts';
import { ASKED_AT, anEdit, aQuote, someParts } from './an-edit.ts';

const NOW = ASKED_AT + 60_000;
const HOLDS_MS = 3_600_000;
const model = MODELS.find(({ key }) => key === 'wavespeed/kling-o3-pro') ?? fail();

function fail(): never {
  throw new Error('the catalogue has the usual model');
}

it('prices an edit by the list as it is now', () => {
  const edit = anEdit('quoted', { quote: aQuote({ perSecond: aQuote().amount }) });
  expect(quotedAnew(edit, model, NOW, HOLDS_MS)).toMatchObject({
    type: 'requoted',
    quote: { amount: aQuote().amount, validUntil: NOW + HOLDS_MS },
  });
});

it('prices the parts of a clip by their own length, whatever length was asked for of the whole', () => {
  const parts = someParts();
  const { wish } = anEdit('quoted');
  const edit = anEdit('quoted', { parts, wish: { ...wish, seconds: 15 } });
  const fresh = quotedAnew(edit, model, NOW, HOLDS_MS);
  expect(fresh.quote.amount).toBe(sumOfQuotes(parts.map(({ quote }) => quote)).amount);
  expect(fresh.parts?.map(({ quote }) => quote.billedMs)).toEqual([8_400, 8_400]);
});

it('keeps a price that the provider itself named', () => {
  const quote = aQuote({ source: 'live', amount: parsed() });
  expect(quotedAnew(anEdit('quoted', { quote }), model, NOW, HOLDS_MS).quote).toEqual({
    ...quote,
    validUntil: NOW + HOLDS_MS,
  });
});

function parsed() {
  return sumOfQuotes([aQuote(), aQuote()]).amount;
}
