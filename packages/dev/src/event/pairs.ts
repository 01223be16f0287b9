/** Pairs in order, folded into the maps that the events use. */
import type { MultiValues, Values } from "./events.ts"

type Pairs = ReadonlyArray<readonly [name: string, value: string]>

/** All values by name. */
export const allValues = (pairs: Pairs): MultiValues => {
  const found = new Map<string, Array<string>>()
  for (const [name, value] of pairs) found.set(name, [...(found.get(name) ?? []), value])
  return Object.fromEntries(found)
}

/** The last value by name. */
export const lastValues = (pairs: Pairs): Values => Object.fromEntries(pairs)

/** All values by name, comma-joined: what payload 2.0 does to headers and query parameters alike. */
export const joinedValues = (pairs: Pairs): Values =>
  Object.fromEntries(Object.entries(allValues(pairs)).map(([name, values]) => [name, values.join(",")]))
