/** Group and scope lists, undone from the texts that gateways make of them. */
import type { Rendering } from "./Identity.ts"
import { filled, listOfTexts, parsed, texts } from "./Json.ts"

export interface Groups {
  readonly names: ReadonlyArray<string>
  /** False if the names cannot be told apart. */
  readonly exact: boolean
}

/** A list that a gateway may have made a text of. */
export interface Joined {
  readonly value: unknown
  readonly rendering: Rendering
  /** Whether no name in it can hold white space. */
  readonly isSpaceless: boolean
  /** The list as the verified token has it, if that is certain. */
  readonly listed: () => ReadonlyArray<string> | null
}

/**
 * Groups from a list, from JSON's text of one, from `[a b]`, from one name, or from `a,b`. Names may hold a separator
 * themselves: such texts are told apart by the token's own list alone, which must come to the same text.
 */
export const groupsOf = (joined: Joined): Groups => {
  if (Array.isArray(joined.value)) return exactly(texts(joined.value))
  const text = filled(joined.value)
  if (text === null) return exactly([])
  const inside = withoutBrackets(text)
  switch (joined.rendering) {
    case "context":
      return inside === null ? apart(text, ",", joined) : orUnknown(listOfTexts(parsed(text)))
    case "brackets":
      return inside === null ? apart(text, ",", joined) : apart(inside, " ", joined)
    case "commas":
      return apart(text, ",", joined)
  }
}

/** Scopes from a list, from JSON's text of one, from `a b` (RFC 6749 §3.3), or from `[a b]`. */
export const scopesOf = (value: unknown): ReadonlyArray<string> => {
  if (Array.isArray(value)) return texts(value)
  const joined = filled(value)
  if (joined === null) return []
  const inside = withoutBrackets(joined)
  return inside === null ? words(joined) : (listOfTexts(parsed(joined)) ?? words(inside))
}

const apart = (text: string, separator: "," | " ", { listed, isSpaceless }: Joined): Groups => {
  if (text === "") return exactly([])
  if (!text.includes(separator)) return exactly([text])
  const list = listed()
  if (list !== null && list.join(separator) === text) return exactly(list)
  return orUnknown(separator === " " && isSpaceless ? words(text) : null)
}

const exactly = (names: ReadonlyArray<string>): Groups => ({ names, exact: true })

const orUnknown = (names: ReadonlyArray<string> | null): Groups =>
  names === null ? { names: [], exact: false } : exactly(names)

const withoutBrackets = (joined: string): string | null =>
  joined.startsWith("[") && joined.endsWith("]") ? joined.slice(1, -1) : null

const words = (joined: string): ReadonlyArray<string> => joined.split(" ").filter((word) => word !== "")
