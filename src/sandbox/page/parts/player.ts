import { h, type Wanted } from './h.ts';
import { icon } from './icon.ts';

/** A video with nothing over its picture but a button; the browser's own controls come once it was pressed. */
export function player(url: string, label: string): Wanted {
  // Phones show no picture of a video that was not begun, unless a moment of it is named.
  const source = `${url}#t=0.001`;
  return h('div', { class: 'player' }, [
    h('video', { src: source, playsinline: true, preload: 'metadata', 'aria-label': label }, [], {
      on: { loadedmetadata: (event) => tellLength(event.currentTarget as HTMLVideoElement) },
    }),
    h('button', { type: 'button', class: 'play', 'aria-label': `Play: ${label}` }, icon('play'), {
      on: { click: (event) => play((event.currentTarget as HTMLElement).parentElement) },
    }),
  ]);
}

function tellLength(video: HTMLVideoElement): void {
  const total = Math.round(video.duration);
  const text = `${Math.floor(total / 60)}:${String(total % 60).padStart(2, '0')}`;
  if (video.parentElement) video.parentElement.dataset['length'] = text;
}

function play(player: HTMLElement | null): void {
  const video = player?.querySelector('video');
  if (!player || !video) return;
  player.dataset['begun'] = '';
  video.controls = true;
  video.focus();
  void video.play();
}
