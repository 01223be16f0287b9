/** PostgreSQL's notation of arrays: `{a,"b c",NULL,{…}}`. */

/** A text, null, or a list of these. */
export type ArrayText = string | null | ReadonlyArray<ArrayText>

/** The elements as they are written; undefined for what is no array. Neither bounds of indexes nor anything outside the braces. */
export const splitArray = (text: string): ReadonlyArray<ArrayText> | undefined => {
  const trimmed = text.trim()
  const found = listAt(trimmed, 0, 1)
  return found !== null && found.end === trimmed.length ? found.value : undefined
}

interface Found<A> {
  readonly value: A
  /** The index behind it. */
  readonly end: number
}

// PostgreSQL's own bound of an array's dimensions.
const mostDeep = 6

/** By hand, and once through the text, however long it is. */
function listAt(text: string, from: number, depth: number): Found<ReadonlyArray<ArrayText>> | null {
  if (text[from] !== "{" || depth > mostDeep) return null
  let at = beyondBlanks(text, from + 1)
  if (text[at] === "}") return { value: [], end: at + 1 }
  const items: Array<ArrayText> = []
  for (;;) {
    const item = text[at] === "{" ? listAt(text, at, depth + 1) : elementAt(text, at)
    if (item === null) return null
    items.push(item.value)
    at = beyondBlanks(text, item.end)
    if (text[at] === "}") return { value: items, end: at + 1 }
    if (text[at] !== ",") return null
    at = beyondBlanks(text, at + 1)
  }
}

function elementAt(text: string, from: number): Found<string | null> | null {
  return text[from] === '"' ? quotedAt(text, from + 1) : bareAt(text, from)
}

function quotedAt(text: string, from: number): Found<string> | null {
  let value = ""
  for (let at = from; at < text.length; at++) {
    if (text[at] === '"') return { value, end: at + 1 }
    if (text[at] === "\\") at += 1
    value += text[at] ?? ""
  }
  return null
}

/** Blanks around an element mean nothing, and NULL without quotes is null. */
function bareAt(text: string, from: number): Found<string | null> | null {
  let [value, escaped] = ["", 0]
  for (let at = from; at < text.length; at++) {
    const letter = text[at] ?? ""
    if (letter === "," || letter === "}") {
      const written = value.slice(0, escaped) + value.slice(escaped).trimEnd()
      if (written === "") return null
      return { value: escaped === 0 && /^null$/iu.test(written) ? null : written, end: at }
    }
    if (letter === '"' || letter === "{") return null
    if (letter === "\\") {
      at += 1
      value += text[at] ?? ""
      escaped = value.length
    } else value += letter
  }
  return null
}

function beyondBlanks(text: string, from: number): number {
  let at = from
  while (/\s/u.test(text[at] ?? "")) at++
  return at
}
