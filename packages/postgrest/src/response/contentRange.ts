/** Which rows of how many an answer holds, as PostgREST tells it. */

/** `0-24/319`; `*` for no rows, and for a number that nobody asked for. */
export const contentRange = (first: number, last: number, total: number | null): string => {
  const rows = total === 0 || first > last ? "*" : `${first}-${last}`
  return `${rows}/${total ?? "*"}`
}

/** A part is told as such only where the whole was counted. */
export const statusOf = (rows: number, total: number | null): 200 | 206 =>
  total !== null && rows < total ? 206 : 200
