/** An array as PostgreSQL writes it: `{a*,"x,y"}`. */
import { closingQuote, unescaped } from "./quotes.ts"

/** The elements of an array of texts; null for what is none, an array of arrays, or one that holds NULL, which no element of ours can be. */
export const arrayElements = (text: string): ReadonlyArray<string> | null => {
  const array = text.trim()
  if (!array.startsWith("{") || !array.endsWith("}") || array.length < 2) return null
  const inner = array.slice(1, -1)
  if (inner.trim() === "") return []
  const elements: Array<string> = []
  for (let at = 0; at <= inner.length; at++) {
    const element = elementAt(inner, at)
    if (element === null) return null
    elements.push(element.text)
    at = element.end
  }
  return elements
}

interface Element {
  readonly text: string
  /** Where the comma behind it stands, or the end. */
  readonly end: number
}

const opening = /\s*"/uy
const behind = /\s*(?:,|$)/uy
const plain = /(?:[^\\,{}"]|\\[^])+/uy

function elementAt(text: string, at: number): Element | null {
  const start = endOf(opening, text, at)
  if (start !== null) {
    const close = closingQuote(text, start)
    const end = close < 0 ? null : endOf(behind, text, close + 1)
    return end === null ? null : { text: unescaped(text.slice(start, close)), end: commaBefore(text, end) }
  }
  const end = endOf(plain, text, at)
  if (end === null || !/^,?$/u.test(text.charAt(end))) return null
  const element = text.slice(at, end).trim()
  return element === "" || /^null$/iu.test(element) ? null : { text: unescaped(element), end }
}

function endOf(pattern: RegExp, text: string, at: number): number | null {
  pattern.lastIndex = at
  const [found] = pattern.exec(text) ?? []
  return found === undefined ? null : at + found.length
}

function commaBefore(text: string, end: number): number {
  return text.charAt(end - 1) === "," ? end - 1 : end
}
