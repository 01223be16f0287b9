/** Group and scope lists, undone from the texts that gateways make of them. */
import type { Rendering } from "./Identity.ts"
import { type Listed, namesIn, type TokenList } from "./tokenList.ts"
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
  /** Whether the claim is a list in every token, as `cognito:groups` is in those of Cognito; of others a text may be one. */
  readonly isList: boolean
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
  const { rendering, value } = joined
  if (Array.isArray(value)) return exactly(texts(value))
  if (value === undefined || value === null || value === "") return exactly([])
  // A number is a name as it is in `sub`; of a flag or an object nobody can say what it lists.
  const text = filled(nameOf(value))
  if (text === null) return unknown
  const inside = withoutBrackets(text)
  const whole: Cut = { names: text, separator: "," }
  switch (rendering) {
    case "context":
      return inside === null ? apart(text, whole, joined) : inJson(text)
    case "brackets":
      return apart(text, inside === null ? whole : { names: inside, separator: " " }, joined)
    case "commas":
      return apart(text, whole, joined)
    // What no gateway has touched is one name, or the JSON that an attribute of text can hold.
    case "token":
      return exactly(namesIn(text))
  }
}

/** Groups inside an object that a gateway printed: those of the token's list, if they come to what stands there. A text has no end in it. */
export const groupsInMap = (map: string, path: string, list: TokenList): Groups =>
  typeof list === "object" &&
  list.text === null &&
  map.includes(`${path.split(".").at(-1)}:${printed(list, "brackets")}`)
    ? exactly(list.names)
    : unknown

/** Names that hold no separator themselves, as scopes (RFC 6749 §3.3): from a list or from `a b`; of a gateway from JSON's text of one and from `[a b]` too. */
export const scopesOf = (
  value: unknown,
  rendering: Rendering,
  separator: string | RegExp = " "
): ReadonlyArray<string> => {
  if (Array.isArray(value)) return texts(value)
  const joined = filled(value)
  if (joined === null) return []
  if (rendering === "token") return words(joined, separator)
  const inside = withoutBrackets(joined)
  return inside === null
    ? words(joined, separator)
    : (listOfTexts(parsed(joined)) ?? words(inside, separator))
}

const inJson = (text: string): Groups => {
  const names = listOfTexts(parsed(text))
  return names === null ? unknown : exactly(names)
}

/** What is to be cut into names, and where. */
interface Cut {
  readonly names: string
  readonly separator: "," | " "
}

// Where a text can be read in one way alone, the token is not: it costs as much as the rest of a caller.
const apart = (text: string, cut: Cut, { rendering, isList, listed, ruled }: Joined): Groups => {
  const parts = cut.names === "" ? [] : cut.names.split(cut.separator)
  const isOne = parts.length < 2
  if (isOne && (isList || withoutBrackets(text) === null)) return exactly(parts)
  const list = listed()
  if (typeof list === "object") return printed(list, rendering) === text ? exactly(list.names) : unknown
  // Only where no token is: whoever sends a second one beside it must win nothing.
  if (list === "unclear") return unknown
  return isOne ? exactly(parts) : { names: atRuled(parts, cut.separator, ruled), exact: false }
}

/** As a gateway of this rendering writes it. */
const printed = ({ names, text }: Listed, rendering: Rendering): string =>
  text ?? (rendering === "brackets" ? `[${names.join(" ")}]` : names.join(","))

// A rule's own name with the separator in it could not be told from two.
const atRuled = (
  parts: ReadonlyArray<string>,
  separator: string,
  ruled: ReadonlySet<string>
): ReadonlyArray<string> =>
  [...ruled].some((name) => name.includes(separator)) ? [] : parts.filter((part) => ruled.has(part))

const exactly = (names: ReadonlyArray<string>): Groups => ({ names, exact: true })

const unknown: Groups = { names: [], exact: false }

const withoutBrackets = (joined: string): string | null =>
  joined.startsWith("[") && joined.endsWith("]") ? joined.slice(1, -1) : null

const words = (joined: string, separator: string | RegExp): ReadonlyArray<string> =>
  joined.split(separator).filter((word) => word !== "")
