// How far the body that was taken may be from the person's, where the model has no such body.
// The same in mesomap/body/distance.py, where the figures are explained; tests/cases/distance.json
// holds both to it.

const YOUNGER_PER_YEAR = 0.076;
const OLDER_PER_YEAR = 0.01;

/** Share of an area on the `taken` body by which the person's may differ from it; 0 for no `asked`. */
export function shareOff(asked, taken) {
  if (!asked) return 0;
  const larger = 0.5 * Math.log((taken.height_cm * taken.weight_kg) / (asked.height_cm * asked.weight_kg));
  const years = taken.age_years - asked.age_years;
  const parts = YOUNGER_PER_YEAR * Math.max(0, years) + OLDER_PER_YEAR * Math.max(0, -years);
  return larger >= 0 ? 1 - Math.exp(-larger - parts) : Math.exp(parts - larger) - 1;
}
