/** A regular expression as PostgreSQL reads it, with no escape but before what stands for itself. */
import type { CharacterClass, Regex } from "./Regex.ts"

/** One text for each expression, in parentheses where it is a part of another. */
export const renderRegex = (regex: Regex): string => {
  switch (regex._tag) {
    case "Class":
      return classText(regex)
    case "Start":
      return "^"
    case "End":
      return "$"
    case "Sequence":
      return regex.parts.map(inSequence).join("")
    case "Choice":
      return regex.parts.map(renderRegex).join("|")
    case "Repeat":
      return `${regex.of._tag === "Class" ? classText(regex.of) : `(${renderRegex(regex.of)})`}${timesText(regex)}`
  }
}

function inSequence(part: Regex): string {
  return part._tag === "Sequence" || part._tag === "Choice" ? `(${renderRegex(part)})` : renderRegex(part)
}

function classText({ negated, ranges }: CharacterClass): string {
  const [first, ...more] = ranges
  if (first === undefined) return "."
  if (more.length === 0 && !negated && first[0] === first[1]) return escaped(first[0], /[\\.*+?()[\]{}|^$]/u)
  const items = ranges.map(([from, to]) =>
    from === to ? inBrackets(from) : `${inBrackets(from)}-${inBrackets(to)}`
  )
  return `[${negated ? "^" : ""}${items.join("")}]`
}

function inBrackets(code: number): string {
  return escaped(code, /[\\\]^[-]/u)
}

function escaped(code: number, special: RegExp): string {
  const letter = String.fromCodePoint(code)
  return special.test(letter) ? `\\${letter}` : letter
}

function timesText({ least, most }: Extract<Regex, { readonly _tag: "Repeat" }>): string {
  if (most === null) return least === 0 ? "*" : least === 1 ? "+" : `{${least},}`
  if (least === 0 && most === 1) return "?"
  return least === most ? `{${least}}` : `{${least},${most}}`
}
