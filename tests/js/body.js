// The shipped body, read from disk, for the tests.
import { existsSync, readFileSync } from 'node:fs';
import { decodeMesh } from '../../static/js/geom/mesh.js';

const folder = new URL('../../static/body/', import.meta.url);
const bytes = (name) => {
  const file = readFileSync(new URL(name, folder));
  return file.buffer.slice(file.byteOffset, file.byteOffset + file.length);
};

export function bodyOf(figure) {
  const meta = JSON.parse(readFileSync(new URL('body-1.json', folder), 'utf8'));
  return decodeMesh(meta, {
    faces: bytes('faces-1.bin'),
    zones: bytes('zones-2.bin'),
    zones_1: bytes('zones-1.bin'),
    parts: bytes('parts-1.bin'),
    figure: bytes(`figure-${figure}-1.bin`),
    segments: existsSync(new URL('segments-1.bin', folder)) ? bytes('segments-1.bin') : null,
  });
}
