/** JSON that means one thing to every reader: no name twice in an object, no half of a surrogate pair, not too deep for any. */
import * as Result from "effect/Result"

/** The value of a JSON text; undefined where it is none, or could be read in two ways. */
export const readJson = (text: string): unknown => {
  const value = parse(text)
  return Result.isSuccess(value) && isUnambiguous(text, value.success) ? value.success : undefined
}

/** The value of a JSON text as JSON.parse reads it: the last of two equal names wins. */
export const parse = (text: string): Result.Result<unknown, unknown> => Result.try(() => JSON.parse(text))

/** Whether a text that was parsed to this value could have been read as no other. */
export const isUnambiguous = (text: string, value: unknown): boolean => {
  if (isTooDeep(text)) return false
  // A text that is printed again as it was repeats no name; 1 µs for a payload, where looking for them takes 20.
  const printed = Result.try(() => JSON.stringify(value))
  if (Result.isFailure(printed) || hasLoneSurrogate(printed.success)) return false
  return printed.success === text || !repeatsName(text)
}

// Printing goes down the stack for each level: without a bound a verdict would depend on how much of it is left.
const deepest = 1024

function isTooDeep(text: string): boolean {
  if (text.length <= 2 * deepest) return false
  let [depth, most] = [0, 0]
  for (const [mark] of text.matchAll(marks)) {
    if (mark === "{" || mark === "[") most = Math.max(most, ++depth)
    else if (mark === "}" || mark === "]") depth--
  }
  return most > deepest
}

// JSON.stringify escapes halves, and only them, by \ud…; an even number of backslashes before that is text.
const loneSurrogate = /(?<!\\)(?:\\\\)*\\ud/u

function hasLoneSurrogate(printed: string): boolean {
  return printed.includes(String.raw`\ud`) && loneSurrogate.test(printed)
}

// In a text that parses: strings, with the colon that makes a name of one, and what opens or closes.
const marks = /"(?:[^"\\]|\\.)*"(\s*:)?|[{}[\]]/gu

function repeatsName(text: string): boolean {
  const open: Array<Set<unknown>> = []
  for (const [mark, colon] of text.matchAll(marks)) {
    if (mark === "{" || mark === "[") open.push(new Set())
    else if (mark === "}" || mark === "]") open.pop()
    else if (colon !== undefined) {
      const [names, name] = [open.at(-1), nameOf(mark.slice(0, -colon.length))]
      if (names?.has(name) === true) return true
      names?.add(name)
    }
  }
  return false
}

// "\u0061" and "a" are one name.
function nameOf(literal: string): unknown {
  return literal.includes("\\") ? JSON.parse(literal) : literal.slice(1, -1)
}
