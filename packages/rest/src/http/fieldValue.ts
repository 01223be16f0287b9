/** The grammar that header values share (RFC 9110 §5.6): lists, parameters, tokens, quoted strings. */

/** The elements of a header that is a list; its lines join, empty elements do not count. */
export const listElements = (lines: ReadonlyArray<string>): ReadonlyArray<string> =>
  lines.flatMap((line) => splitOutsideQuotes(line, ",")).filter((element) => element !== "")

/** What stands before the first semicolon, and the parameters behind it; empty ones do not count. */
export const splitParameters = (element: string): readonly [string, ...ReadonlyArray<string>] => {
  const [first = "", ...parameters] = splitOutsideQuotes(element, ";")
  return [first, ...parameters.filter((parameter) => parameter !== "")]
}

/** `name=value`: the name in lower case, the value out of its quotes, "" where none was given; null when malformed. */
export const parsePair = (text: string): readonly [name: string, value: string] | null => {
  const equals = text.indexOf("=")
  const name = (equals === -1 ? text : text.slice(0, equals)).trim()
  const value = equals === -1 ? "" : wordOf(text.slice(equals + 1).trim())
  return isToken(name) && value !== null ? [name.toLowerCase(), value] : null
}

/** Whether this is a token (RFC 9110 §5.6.2). */
export const isToken = (text: string): boolean => /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(text)

/** A token as it is, a quoted string without quotes and escapes, null for anything else. */
function wordOf(text: string): string | null {
  if (isToken(text)) return text
  return /^"(?:[^"\\]|\\.)*"$/s.test(text) ? text.slice(1, -1).replace(/\\(.)/gs, "$1") : null
}

function splitOutsideQuotes(text: string, separator: "," | ";"): ReadonlyArray<string> {
  const pieces: Array<string> = []
  let start = 0
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at)
    if (character === '"') quoted = !quoted
    else if (character === "\\" && quoted) at++
    else if (character === separator && !quoted) {
      pieces.push(text.slice(start, at).trim())
      start = at + 1
    }
  }
  pieces.push(text.slice(start).trim())
  return pieces
}
