import { App } from './app.ts';
import { client } from './client.ts';

function place(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (!element) throw new Error(`The page has no #${id}.`);
  return element;
}

const places = {
  top: place('top'),
  slack: place('slack'),
  discord: place('discord'),
  spoken: place('spoken'),
};
new App(await client.session(), places).start();
