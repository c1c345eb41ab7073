// How much of each product was drawn up and injected: arithmetic of what was recorded, no advice.
// The same in mesomap/domain/amounts.py; tests/cases/syringes/amounts.json holds both to it.

const PRESENTATION = /^\s*(\d+(?:[.,]\d+)?)\s*(mg|g|µg|UI|IU)\s*\/\s*(\d+(?:[.,]\d+)?)?\s*mL/;

const decimal = (text) => Number(text.replace(',', '.'));

/** "50 mg/5 mL" → {per_ml: 10, unit: "mg"}; null where it says no concentration. */
export function strength(presentation) {
  const found = PRESENTATION.exec((presentation ?? '').replaceAll('\u00a0', ' '));
  const volume_ml = found && decimal(found[3] ?? '1');
  return volume_ml ? { per_ml: decimal(found[1]) / volume_ml, unit: found[2] === 'IU' ? 'UI' : found[2] } : null;
}

/** Which part of a syringe was injected, 0 to 1; null until that can be said. */
export function injectedShare({ dry, volume_ml, left_ml }) {
  if (dry || !volume_ml || (left_ml ?? null) === null) return null;
  return Math.max(0, volume_ml - left_ml) / volume_ml;
}

function amountOf({ name, volume_ml, presentation }, share) {
  const known = strength(presentation);
  if (!known || (volume_ml ?? null) === null) return null;
  const prepared = volume_ml * known.per_ml;
  return { name, volume_ml, strength: known, prepared, share, injected: share === null ? null : prepared * share };
}

/** Each product of which presentation and volume are known; `share` = (prepared - left) / prepared. */
export function amounts(syringe) {
  if (syringe.dry) return [];
  const share = injectedShare(syringe);
  return syringe.products.map((product) => amountOf(product, share)).filter(Boolean);
}
