/** Classes of characters in regular expressions, in brackets and behind a backslash. */
import * as Result from "effect/Result"
import { character, type CharacterClass, type Read } from "./Regex.ts"

type Letters = ReadonlyArray<string>
type Range = CharacterClass["ranges"][number]

/** `[a-z_]`, `[^0-9]`: characters, ranges, and what stands behind a backslash. */
export const classAt = (letters: Letters, from: number): Read<CharacterClass> => {
  const negated = letters[from + 1] === "^"
  const first = from + (negated ? 2 : 1)
  const ranges: Array<Range> = []
  let at = first
  while (letters[at] !== "]" || at === first) {
    const item = rangeAt(letters, at)
    if (Result.isFailure(item)) return Result.fail(item.failure)
    ranges.push(...item.success.regex)
    at = item.success.end
  }
  return Result.succeed({ regex: { _tag: "Class", ranges, negated }, end: at + 1 })
}

/** `\d`, `\w`, `\s` and their opposites of ASCII alone, and what else stands for itself. */
export const escapeAt = (letters: Letters, at: number): Read<CharacterClass> => {
  const letter = letters[at + 1] ?? ""
  const ranges = classes.get(letter.toLowerCase())
  if (ranges !== undefined) {
    return Result.succeed({
      regex: { _tag: "Class", ranges, negated: letter !== letter.toLowerCase() },
      end: at + 2
    })
  }
  return /^[!-/:-@[-`{-~]$/u.test(letter)
    ? Result.succeed({ regex: character(codeOf(letter)), end: at + 2 })
    : Result.fail(String.raw`must have \d, \w, \s, \D, \W, \S or a sign behind each backslash`)
}

const classes: ReadonlyMap<string, ReadonlyArray<Range>> = new Map(
  Object.entries({ d: ["09"], s: ["\t\r", "  "], w: ["09", "AZ", "__", "az"] }).map(([letter, ranges]) => [
    letter,
    ranges.map((range): Range => [range.charCodeAt(0), range.charCodeAt(1)])
  ])
)

function rangeAt(letters: Letters, at: number): Read<ReadonlyArray<Range>> {
  const lower = itemAt(letters, at)
  if (Result.isFailure(lower)) return lower
  const { end, regex: ranges } = lower.success
  const isRange = letters[end] === "-" && letters[end + 1] !== "]"
  if (!isRange) return lower
  const upper = itemAt(letters, end + 1)
  if (Result.isFailure(upper)) return upper
  const [from, to] = [onlyOf(ranges), onlyOf(upper.success.regex)]
  return from !== null && to !== null && from <= to
    ? Result.succeed({ regex: [[from, to]], end: upper.success.end })
    : Result.fail("must have ranges from a lower character to a higher one")
}

function itemAt(letters: Letters, at: number): Read<ReadonlyArray<Range>> {
  const letter = letters[at]
  if (letter === undefined) return Result.fail("must close each bracket that it opens")
  if (letter === "[") return Result.fail("must have a backslash before a [ inside of brackets")
  if (letter !== "\\") return Result.succeed({ regex: rangesOf(letter), end: at + 1 })
  return Result.flatMap(escapeAt(letters, at), ({ end, regex }) =>
    regex.negated
      ? Result.fail(String.raw`must have no \D, \W or \S inside of brackets`)
      : Result.succeed({ regex: regex.ranges, end })
  )
}

function rangesOf(letter: string): ReadonlyArray<Range> {
  return [[codeOf(letter), codeOf(letter)]]
}

/** The one character that this is. */
function onlyOf([first, ...more]: ReadonlyArray<Range>): number | null {
  return first !== undefined && more.length === 0 && first[0] === first[1] ? first[0] : null
}

function codeOf(letter: string): number {
  return letter.codePointAt(0) ?? 0
}
