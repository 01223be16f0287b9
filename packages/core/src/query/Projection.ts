/** What an answer shows of a record: its items in order, and a key by which two projections are told apart. */
import type { Column } from "../resource/Column.ts"
import type { Resource } from "../resource/Resource.ts"

/** One name and value of an answer. */
export interface Item {
  readonly _tag: "Column"
  /** The name in the answer. */
  readonly as: string
  readonly column: Column
}

/** What an answer shows of each record. */
export interface Projection {
  readonly items: ReadonlyArray<Item>
  /** Equal for projections of one resource that show the same in the same order: names and types, never a value. */
  readonly key: string
}

/** These columns under their own names; one that is not shown is left out, whoever asks. */
export const of = (columns: Iterable<Column>): Projection => {
  const shown = [...columns].filter((column) => column.shown)
  return {
    items: shown.map((column) => ({ _tag: "Column", as: column.name, column })),
    key: shown.map(({ name, type }) => `${name}:${type.kind}`).join()
  }
}

/** Nothing of the record, where nobody reads it. */
export const none: Projection = { items: [], key: "" }

const wholes = new WeakMap<Resource, Projection>()

/** All that is shown of a resource's records; one and the same object for each resource. */
export const whole = (resource: Resource): Projection => {
  const known = wholes.get(resource)
  if (known !== undefined) return known
  const made = of(resource.columns.values())
  wholes.set(resource, made)
  return made
}
