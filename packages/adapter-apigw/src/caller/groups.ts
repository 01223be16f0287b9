/** Group and scope lists, undone from the texts that gateways make of them. */
import type { Rendering } from "./Identity.ts"
import type { TokenList } from "./tokenList.ts"
import { filled, listOfTexts, nameOf, parsed, texts } from "../event/Json.ts"

export interface Groups {
  readonly names: ReadonlyArray<string>
  /** False if the names cannot be told apart, and these are those that rules name. */
  readonly exact: boolean
}

/** A list that a gateway may have made a text of. */
export interface Joined {
  readonly value: unknown
  readonly rendering: Rendering
  /** The list as the verified token has it. */
  readonly listed: () => TokenList
  /** The groups that rules name: where nothing else tells names apart, the text is split at these alone. */
  readonly ruled: ReadonlySet<string>
}

/**
 * Groups from a list, from JSON's text of one, from `[a b]`, from one name, or from `a,b`. Names may hold a separator
 * themselves: such texts are told apart by the token's own list, which must come to the same text. Where the token is not
 * in the event, those parts count that a rule names; then one group `a,b` would be taken for the groups `a` and `b`.
 */
export const groupsOf = (joined: Joined): Groups => {
  const { value } = joined
  if (Array.isArray(value)) return exactly(texts(value))
  if (value === undefined || value === null || value === "") return exactly([])
  // A number is a name as it is in `sub`; of a flag or an object nobody can say what it lists.
  const text = filled(nameOf(value))
  if (text === null) return orUnknown(null)
  const inside = withoutBrackets(text)
  switch (joined.rendering) {
    case "context":
      return inside === null ? apart(text, ",", joined) : orUnknown(listOfTexts(parsed(text)))
    case "brackets":
      return inside === null ? apart(text, ",", joined) : apart(inside, " ", joined)
    case "commas":
      return apart(text, ",", joined)
    // What no gateway has touched is one name, or the JSON that an attribute of text can hold.
    case "token":
      return exactly(listOfTexts(parsed(text)) ?? [text])
  }
}

/** Groups inside an object that a gateway printed: those of the token, if they come to what stands there. */
export const groupsInMap = (printed: string, path: string, list: TokenList): Groups =>
  typeof list === "object" && printed.includes(`${path.split(".").at(-1)}:[${list.join(" ")}]`)
    ? exactly(list)
    : { names: [], exact: false }

/** Names that hold no separator themselves, as scopes (RFC 6749 §3.3): from a list, from JSON's text of one, from `a b` or `[a b]`. */
export const scopesOf = (value: unknown, separator: string | RegExp = " "): ReadonlyArray<string> => {
  if (Array.isArray(value)) return texts(value)
  const joined = filled(value)
  if (joined === null) return []
  const inside = withoutBrackets(joined)
  return inside === null
    ? words(joined, separator)
    : (listOfTexts(parsed(joined)) ?? words(inside, separator))
}

const apart = (text: string, separator: "," | " ", { listed, ruled }: Joined): Groups => {
  if (text === "") return exactly([])
  if (!text.includes(separator)) return exactly([text])
  const list = listed()
  if (typeof list === "object" && list.join(separator) === text) return exactly(list)
  // Only where no token is: whoever sends a second one beside it must win nothing.
  return { names: list === "absent" ? atRuled(text.split(separator), separator, ruled) : [], exact: false }
}

// A rule's own name with the separator in it could not be told from two.
const atRuled = (
  parts: ReadonlyArray<string>,
  separator: string,
  ruled: ReadonlySet<string>
): ReadonlyArray<string> =>
  [...ruled].some((name) => name.includes(separator)) ? [] : parts.filter((part) => ruled.has(part))

const exactly = (names: ReadonlyArray<string>): Groups => ({ names, exact: true })

const orUnknown = (names: ReadonlyArray<string> | null): Groups =>
  names === null ? { names: [], exact: false } : exactly(names)

const withoutBrackets = (joined: string): string | null =>
  joined.startsWith("[") && joined.endsWith("]") ? joined.slice(1, -1) : null

const words = (joined: string, separator: string | RegExp): ReadonlyArray<string> =>
  joined.split(separator).filter((word) => word !== "")
