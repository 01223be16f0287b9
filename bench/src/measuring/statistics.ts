/** Medians and percentiles. */

/** The value below which this share of the values lies; NaN of none. */
export const percentile = (values: ReadonlyArray<number>, share: number): number => {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

export const median = (values: ReadonlyArray<number>): number => percentile(values, 0.5)

export const sum = (values: ReadonlyArray<number>): number =>
  values.reduce((total, value) => total + value, 0)
