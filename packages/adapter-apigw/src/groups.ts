/** Group and scope lists, undone from the texts that gateways make of them. */
import { filled, texts } from "./Json.ts"

export interface Groups {
  readonly names: ReadonlyArray<string>
  /** False if the names cannot be told apart. */
  readonly exact: boolean
}

/**
 * Groups from a list, from `[a b]`, from one name, or from `a,b`. Names may hold a comma themselves: `a,b` is told
 * apart by the token's own list alone, which must come to this text.
 */
export const groupsOf = (
  value: unknown,
  bracketed: boolean,
  listed: () => ReadonlyArray<string> | null
): Groups => {
  if (Array.isArray(value)) return exactly(texts(value))
  const joined = filled(value)
  if (joined === null) return exactly([])
  const inside = bracketed ? withoutBrackets(joined) : null
  const separator = inside === null ? "," : " "
  const isOne = !(inside ?? joined).includes(separator)
  const list = isOne ? null : listed()
  if (list !== null && list.join(separator) === (inside ?? joined)) return exactly(list)
  // Cognito lets no white space into a group's name, so that spaces tell its groups apart.
  if (inside !== null) return exactly(words(inside))
  return isOne ? exactly([joined]) : { names: [], exact: false }
}

/** Scopes from a list, from `a b` (RFC 6749 §3.3), or from `[a b]`. */
export const scopesOf = (value: unknown): ReadonlyArray<string> => {
  if (Array.isArray(value)) return texts(value)
  const joined = filled(value)
  return joined === null ? [] : words(withoutBrackets(joined) ?? joined)
}

const exactly = (names: ReadonlyArray<string>): Groups => ({ names, exact: true })

const withoutBrackets = (joined: string): string | null =>
  joined.startsWith("[") && joined.endsWith("]") ? joined.slice(1, -1) : null

const words = (joined: string): ReadonlyArray<string> => joined.split(" ").filter((word) => word !== "")
