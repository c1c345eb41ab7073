// Rows that travelled as a table: what they share once, names once (mesomap/web/common/table.py).

/** `{same, names, rows}` → one object a row. */
export const fromTable = ({ same, names, rows }) =>
  rows.map((values) => {
    const row = { ...same };
    for (let k = 0; k < names.length; k += 1) row[names[k]] = values[k];
    return row;
  });
