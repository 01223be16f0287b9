/** Arrays and objects that are still open while a JSON text is read, innermost first. */
import type { Json } from "./Json.ts"

/** An open array (`items`) or object (`members`); the root is an array of one, the value of the text. */
export interface Open {
  readonly parent: Open | undefined
  /** How many levels may still open inside. */
  readonly room: number
  readonly closing: number
  readonly value: Json
  readonly items: Array<Json> | undefined
  readonly members: Record<string, Json> | undefined
  /** The member that is being read. */
  name: string
}

/** The container of the text's one value. */
export const rootOf = (room: number): Open & { readonly items: Array<Json> } => {
  const items: Array<Json> = []
  return { parent: undefined, room, closing: Number.NaN, value: items, items, members: undefined, name: "" }
}

/** An empty object or array inside another one. */
export const containerIn = (parent: Open, isObject: boolean): Open => {
  const room = parent.room - 1
  if (isObject) {
    const members: Record<string, Json> = {}
    return { parent, room, closing: 0x7d, value: members, items: undefined, members, name: "" }
  }
  const items: Array<Json> = []
  return { parent, room, closing: 0x5d, value: items, items, members: undefined, name: "" }
}

/** Adds a value that is complete: the next item, or the member whose name was read. */
export const put = ({ items, members, name }: Open, value: Json): void => {
  if (items !== undefined) items.push(value)
  else if (members === undefined) return
  else if (name === "__proto__") Object.defineProperty(members, name, { value, ...ownProperty })
  else members[name] = value
}

/** Names and indices that lead from the text's value to what is being read. */
export const pathOf = (here: Open): ReadonlyArray<string | number> => {
  const path: Array<string | number> = []
  for (let open = here; open.parent !== undefined; open = open.parent)
    path.push(open.items === undefined ? open.name : open.items.length)
  return path.toReversed()
}

// Assigning to `__proto__` would set the prototype. Objects keep Object.prototype: null-prototype ones are slow.
const ownProperty = { configurable: true, enumerable: true, writable: true }
