import sharp from 'sharp';
import { z } from 'zod';
import { lettering } from '../effects/lettering.ts';
import { serveJob } from '../media/serve-job.ts';

const Job = z.object({ path: z.string() });

const WIDTH = 480;
const HEIGHT = 640;

serveJob(async (job) => {
  const { path } = Job.parse(job);
  const upright = await lettering('COLA', { width: 320, height: 120 });
  const word = await upright.rotate(-90, { background: '#0000' }).png().toBuffer();
  const { width = 0, height = 0 } = await sharp(word).metadata();
  const [left, top] = [Math.round((WIDTH - width) / 2), Math.round((HEIGHT - height) / 2) + 6];
  await sharp(Buffer.from(can()))
    .composite([{ input: word, left, top }])
    .flatten()
    .png()
    .toFile(path);
});

function can(): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">
  <defs>
    <linearGradient id="body"><stop offset="0" stop-color="#6d0f1c"/><stop offset="0.22" stop-color="#d42f3e"/>
      <stop offset="0.36" stop-color="#ef6b70"/><stop offset="0.55" stop-color="#c81f30"/><stop offset="1" stop-color="#5c0b16"/></linearGradient>
    <linearGradient id="metal"><stop offset="0" stop-color="#8a9298"/><stop offset="0.3" stop-color="#f4f6f7"/>
      <stop offset="0.6" stop-color="#b9c0c5"/><stop offset="1" stop-color="#7b838a"/></linearGradient>
    <radialGradient id="back"><stop offset="0" stop-color="#ffffff"/><stop offset="1" stop-color="#dfe4e6"/></radialGradient>
    <clipPath id="can"><path d="M118 120 Q118 96 146 84 H334 Q362 96 362 120 V520 Q362 548 334 560 H146 Q118 548 118 520 z"/></clipPath>
  </defs>
  <rect width="${WIDTH}" height="${HEIGHT}" fill="url(#back)"/>
  <ellipse cx="250" cy="572" rx="150" ry="18" fill="#aab2b6" opacity="0.7"/>
  <g clip-path="url(#can)">
    <rect x="118" y="80" width="244" height="490" fill="url(#body)"/>
    <path d="M118 400 C 190 340 220 500 362 400 V 436 C 230 540 200 380 118 440 z" fill="#fff4ea" opacity="0.92"/>
    <path d="M118 170 C 200 130 260 230 362 160 V 172 C 260 244 200 144 118 184 z" fill="#fff4ea" opacity="0.7"/>
    <rect x="118" y="534" width="244" height="30" fill="url(#metal)"/>
  </g>
  <path d="M146 84 L154 66 H326 L334 84 z" fill="url(#metal)"/>
  <ellipse cx="240" cy="66" rx="86" ry="13" fill="#dfe4e7"/><ellipse cx="240" cy="67" rx="74" ry="9" fill="#a9b1b7"/>
  <ellipse cx="248" cy="66" rx="22" ry="5" fill="#e8ecee"/>
</svg>`;
}
