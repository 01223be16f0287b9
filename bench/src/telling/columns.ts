/** Text in columns. */

/** Rows below one another; the first column to the left, the others to the right. */
export const columns = (rows: ReadonlyArray<ReadonlyArray<string>>): string => {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)))
  const line = (row: ReadonlyArray<string>) =>
    row
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join("  ")
  return rows.map((row) => line(row).trimEnd()).join("\n")
}

/** A number with so many digits, `-` for none. */
export const fixed = (value: number, digits: number): string =>
  Number.isNaN(value) ? "-" : value.toFixed(digits)
