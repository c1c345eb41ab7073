// Bodies to lay points on: the drawn figures, which are bodies as good as any, and one that is stretched.
import { readFileSync } from 'node:fs';
import { bodyOf } from './body.js';
import { createSkin } from '../../static/js/geom/skin.js';

export const skinOf = (figure) => {
  const mesh = bodyOf(figure);
  return createSkin(mesh, mesh.xyz_mm);
};

export const layers = JSON.parse(readFileSync(new URL('../../static/body/layers-1.json', import.meta.url), 'utf8'));

export const bytesOf = (name) => {
  const raw = readFileSync(new URL(`../../static/body/${name}`, import.meta.url));
  return raw.buffer.slice(raw.byteOffset, raw.byteOffset + raw.length);
};
