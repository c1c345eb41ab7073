// Names that no other tablet gives: UUID version 7, ordered by time.

let last_ms = 0;

export function uuid7(now_ms = Date.now()) {
  last_ms = Math.max(now_ms, last_ms);
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  for (let k = 0; k < 6; k += 1) bytes[k] = Math.floor(last_ms / 2 ** (8 * (5 - k))) % 256;
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
