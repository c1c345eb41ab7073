import { readFileSync } from 'node:fs';
import { work } from './work.js';

const folder = new URL('../../static/body/', import.meta.url);
const bytes = (name) => {
  const raw = readFileSync(new URL(name, folder));
  return raw.buffer.slice(raw.byteOffset, raw.byteOffset + raw.length);
};
const files = {
  meta: JSON.parse(readFileSync(new URL('body-1.json', folder), 'utf8')),
  faces: bytes('faces-1.bin'), zones: bytes('zones-2.bin'), zones_1: bytes('zones-1.bin'), parts: bytes('parts-1.bin'), figure: bytes('figure-F-1.bin'),
};
// the processor's time, so that other work of the machine is left out; Chromium is timed by the clock
const spent_ms = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
console.log(JSON.stringify(work(files, spent_ms)));
