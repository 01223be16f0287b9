/** Group and scope lists, undone from the texts that gateways make of them. */
import { filled, texts } from "./Json.ts"

export interface Groups {
  readonly names: ReadonlyArray<string>
  /** False if the names cannot be told apart. */
  readonly exact: boolean
}

/**
 * Groups from a list, from `[a b]`, from one name, or from `a,b`. Of the last, parts count only if `known`
 * names them, because a name may hold a comma itself.
 */
export const groupsOf = (
  value: unknown,
  bracketed: boolean,
  known: ReadonlyArray<string> | undefined
): Groups => {
  if (Array.isArray(value)) return { names: texts(value), exact: true }
  const joined = filled(value)
  if (joined === null) return { names: [], exact: true }
  const inside = bracketed ? withoutBrackets(joined) : null
  if (inside !== null) return { names: words(inside), exact: true }
  if (!joined.includes(",")) return { names: [joined], exact: true }
  if (known === undefined || known.some((name) => name.includes(","))) return { names: [], exact: false }
  return { names: joined.split(",").filter((name) => known.includes(name)), exact: true }
}

/** Scopes from a list, from `a b` (RFC 6749 §3.3), or from `[a b]`. */
export const scopesOf = (value: unknown): ReadonlyArray<string> => {
  if (Array.isArray(value)) return texts(value)
  const joined = filled(value)
  return joined === null ? [] : words(withoutBrackets(joined) ?? joined)
}

const withoutBrackets = (joined: string): string | null =>
  joined.startsWith("[") && joined.endsWith("]") ? joined.slice(1, -1) : null

const words = (joined: string): ReadonlyArray<string> => joined.split(" ").filter((word) => word !== "")
