/** Operands of every operator, the same in each run. */
import { several } from "./generated.ts"

// Lehmer's generator.
let state = 48_271
const below = (end: number): number => {
  state = (state * 48_271) % 2_147_483_647
  return state % end
}
const pick = <A>(first: A, ...more: ReadonlyArray<A>): A => more[below(more.length + 1)] ?? first
const some = (most: number, make: () => string): ReadonlyArray<string> => several(make, below(most + 1))

const scalar = (): string =>
  pick("null", "true", "false", '""', '"a"', '"b"', '"é"', '"ab"', "0", "1", "1.0", "-1", "2.50", "1e2")
/** JSON of few words, so that much of it is equal. */
export const json = (depth = 3): string => {
  if (depth === 0 || below(3) === 0) return scalar()
  const parts = some(3, () => json(depth - 1))
  if (below(2) === 0) return `[${parts.join()}]`
  const names = new Map(parts.map((part) => [pick("a", "b", "aa", "é", ""), part]))
  return `{${[...names].map(([name, part]) => `${JSON.stringify(name)}:${part}`).join()}}`
}

const blank = (): string => pick("", "", "", " ", "\t")
/** An array in PostgreSQL's notation, of one dimension or two. */
export const array = (element: () => string, nests = true): string => {
  const item = () => blank() + pick("NULL", "null", element(), element(), element()) + blank()
  if (nests && below(4) === 0) {
    const width = 1 + below(2)
    const rows = several(() => `{${several(item, width).join()}}`, 1 + below(2))
    return `{${rows.join()}}`
  }
  return `${blank()}{${blank()}${some(4, item).join()}}${blank()}`
}
export const word = (): string =>
  pick("a", '"a"', "A", '"b c"', '"NULL"', String.raw`"x\"y"`, '""', String.raw`a\,b`, "é")
export const number = (): string => pick("1", "2", "3", "10", "-1")
export const decimal = (): string => pick("1.0", "1.00", "2.5", "NaN")
export const jsonElement = (): string => `"${json(1).replaceAll(/["\\]/gu, String.raw`\$&`)}"`

/** A range over few values. */
export const range = (bound: () => string): string => {
  if (below(8) === 0) return "empty"
  const [a, b] = [Number(bound()), Number(bound())].toSorted((x, y) => x - y)
  return `${pick("[", "(")}${pick("", String(a), String(a))},${pick("", String(b), String(b))}${pick("]", ")")}`
}
export const whole = (): string => String(below(7))
export const half = (): string => String(below(7) / 2)
export const multirange = (): string => `{${some(3, () => range(whole)).join()}}`

const atom = (): string =>
  pick(
    "a",
    "b",
    "A",
    ".",
    "é",
    "[ab]",
    "[^a]",
    "[a-c]",
    "[]x-]",
    String.raw`\d`,
    String.raw`\W`,
    String.raw`\.`,
    String.raw`[\s\d_]`,
    "-",
    " "
  )
const times = (): string => pick("", "", "", "*", "+", "?", "{2}", "{1,3}", "{0,}")
/** What may be a regular expression. */
export const regex = (depth = 2): string =>
  pick("", "", "^") +
  several(
    () =>
      depth > 0 && below(4) === 0
        ? `(${several(() => regex(depth - 1), 1 + below(2)).join("|")})${times()}`
        : atom() + times(),
    1 + below(3)
  ).join("") +
  pick("", "", "$")
export const sentence = (): string =>
  several(() => pick("a", "b", "A", "B", "c", "é", "1", "_", ".", " ", "-", "x", "\n"), below(7)).join("")

/** What may be a query of text search. */
export const query = (): string =>
  several(
    () =>
      pick(
        "a",
        "b",
        "é",
        "a_b",
        "c.d",
        "a-b",
        "&",
        "|",
        "!",
        "(",
        ")",
        "<->",
        "<2>",
        ":*",
        ":AB",
        " ",
        " ",
        "'",
        '"',
        "-",
        "- ",
        "or",
        "\\",
        ":",
        "*",
        "@",
        "/",
        "<",
        ">",
        "的",
        "😀",
        "\u0301",
        "http://a.b/c?d=e",
        "a@b.cc",
        "--",
        "\u00a0"
      ),
    below(12)
  ).join("")
/** One that is not. */
export const wellFormed = (depth = 3): string => {
  const operand = () =>
    depth > 0 && below(3) === 0
      ? `(${wellFormed(depth - 1)})`
      : pick("a", "bé", "a_b", "c.d", "a-b", "1", "a:*", "b:AB*", "a@b.cc", "的")
  return several(() => pick("", "!") + operand(), 1 + below(3)).join(pick(" & ", "|", "<->", " <3> "))
}
