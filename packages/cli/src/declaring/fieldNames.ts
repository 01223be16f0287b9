/** Names in JSON for columns: their own, where that can stand in a query and in TypeScript. */

/** By column. */
export const fieldNames = (columns: ReadonlyArray<string>): ReadonlyMap<string, string> => {
  const kept = columns.filter(canStay)
  const taken = new Set(kept)
  const names = new Map(kept.map((column) => [column, column]))
  for (const [at, column] of columns.entries()) {
    if (names.has(column)) continue
    const name = freeName(derived(column, `column_${at + 1}`), taken)
    taken.add(name)
    names.set(column, name)
  }
  return names
}

/** The name, or the first of `name_2`, `name_3` … that is not taken. */
export const freeName = (name: string, taken: ReadonlySet<string>): string => {
  let free = name
  for (let number = 2; taken.has(free); number++) free = `${name}_${number}`
  return free
}

/** `OrderLine No.` → `order_line_no`; "" where nothing is left. */
export const snakeCase = (name: string): string =>
  name
    .replaceAll("ß", "ss")
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/(?<=[a-z])(?=[A-Z])|(?<=[A-Z0-9])(?=[A-Z][a-z])/gu, "_")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, "_")
    .replaceAll(/^_+|_+$/gu, "")

// Words of the query grammar.
const reserved = new Set(
  "select order limit offset cursor expand and or not columns on_conflict as_of".split(" ")
)

function canStay(column: string): boolean {
  return /^[a-z_][A-Za-z0-9_]{0,62}$/u.test(column) && !isTaken(column)
}

function isTaken(name: string): boolean {
  return reserved.has(name) || name in Object.prototype
}

function derived(column: string, otherwise: string): string {
  const name = snakeCase(column).slice(0, 50)
  if (name === "") return otherwise
  const started = /^[0-9]/u.test(name) ? `_${name}` : name
  return isTaken(started) ? `${started}_value` : started
}
