/** Reads regular expressions: characters, `.`, classes, anchors, groups, `|`, and repetitions of what has none inside. */
import * as Result from "effect/Result"
import { classAt, escapeAt } from "./parseClass.ts"
import { anything, character, type Found, isBare, type Read, type Regex, sizeOf } from "./Regex.ts"
import { storable } from "./textCell.ts"

/** The expression, or the rule that the text breaks. */
export const parseRegex = (text: string): Result.Result<Regex, string> => {
  const letters = [...text]
  if (letters.length > longest) return Result.fail(`must have at most ${longest} characters`)
  const stored = storable(text)
  if (Result.isFailure(stored)) return Result.fail(stored.failure)
  return Result.flatMap(choiceAt(letters, 0, 0), ({ end, regex }) => {
    if (end < letters.length) return Result.fail("must open each parenthesis that it closes")
    return sizeOf(regex) > largest
      ? Result.fail(`must stand for at most ${largest} characters when repetitions are written out`)
      : Result.succeed(regex)
  })
}

type Letters = ReadonlyArray<string>

const longest = 200
const largest = 500
const mostDeep = 10
// PostgreSQL's own bound.
const mostTimes = 255

function choiceAt(letters: Letters, from: number, depth: number): Read {
  const parts: Array<Regex> = []
  let at = from - 1
  do {
    const branch = branchAt(letters, at + 1, depth)
    if (Result.isFailure(branch)) return branch
    parts.push(branch.success.regex)
    at = branch.success.end
  } while (letters[at] === "|")
  const [only] = parts
  return Result.succeed({
    regex: parts.length === 1 && only !== undefined ? only : { _tag: "Choice", parts },
    end: at
  })
}

function branchAt(letters: Letters, from: number, depth: number): Read {
  const parts: Array<Regex> = []
  let at = from
  while (at < letters.length && letters[at] !== "|" && letters[at] !== ")") {
    const part = Result.flatMap(atomAt(letters, at, depth), (atom) => repeatAt(letters, atom))
    if (Result.isFailure(part)) return part
    parts.push(part.success.regex)
    at = part.success.end
  }
  return parts.length === 0
    ? Result.fail("must have something on either side of |, and in each pair of parentheses")
    : Result.succeed({ regex: { _tag: "Sequence", parts }, end: at })
}

function atomAt(letters: Letters, at: number, depth: number): Read {
  const letter = letters[at] ?? ""
  const one = (regex: Regex): Read => Result.succeed({ regex, end: at + 1 })
  switch (letter) {
    case ".":
      return one(anything)
    case "^":
      return one({ _tag: "Start" })
    case "$":
      return one({ _tag: "End" })
    case "[":
      return classAt(letters, at)
    case "\\":
      return escapeAt(letters, at)
    case "(":
      return groupAt(letters, at, depth)
    case "*":
    case "+":
    case "?":
    case "{":
    case "}":
    case "]":
      return Result.fail(`must have a backslash before a ${letter} that stands for itself`)
    default:
      return one(character(letter.codePointAt(0) ?? 0))
  }
}

function groupAt(letters: Letters, at: number, depth: number): Read {
  if (depth === mostDeep) return Result.fail(`must not be nested deeper than ${mostDeep} parentheses`)
  return Result.flatMap(choiceAt(letters, at + 1, depth + 1), ({ end, regex }): Read =>
    letters[end] === ")"
      ? Result.succeed({ regex, end: end + 1 })
      : Result.fail("must close each parenthesis that it opens")
  )
}

function repeatAt(letters: Letters, atom: Found): Read {
  const { end, regex } = atom
  const times = timesOf(letters.slice(end, end + 9).join(""))
  if (times === null) return Result.succeed(atom)
  const { least, most, length } = times
  if (!isBare(regex)) return Result.fail("must not repeat what has a repetition or an anchor inside")
  if (least > mostTimes || (most ?? 0) > mostTimes || (most ?? least) < least)
    return Result.fail(`must repeat from fewer times to more, at most ${mostTimes}`)
  return Result.succeed({ regex: { _tag: "Repeat", of: regex, least, most }, end: end + length })
}

interface Times {
  readonly least: number
  readonly most: number | null
  /** Of their text. */
  readonly length: number
}

function timesOf(text: string): Times | null {
  if (text.startsWith("*")) return { least: 0, most: null, length: 1 }
  if (text.startsWith("+")) return { least: 1, most: null, length: 1 }
  if (text.startsWith("?")) return { least: 0, most: 1, length: 1 }
  const [written, first, comma, second = ""] = /^\{(\d{1,3})(?:(,)(\d{0,3}))?\}/u.exec(text) ?? []
  if (written === undefined) return null
  const least = Number(first)
  const most = comma === undefined ? least : second === "" ? null : Number(second)
  return { least, most, length: written.length }
}
