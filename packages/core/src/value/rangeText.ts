/** How PostgreSQL writes ranges, `[1,3)`, whatever their bounds are: quotes, brackets, and what is left out. */

/** The bounds of a range as they are written; null where there is none on that side. */
export type RangeText =
  | "empty"
  | {
      readonly lower: string | null
      readonly upper: string | null
      readonly lowerInclusive: boolean
      readonly upperInclusive: boolean
    }

/** The bounds of a range; null for what is no range. */
export const splitRange = (text: string): RangeText | null => {
  const trimmed = text.trim()
  const found = rangeAt(trimmed, 0)
  return found !== null && found.end === trimmed.length ? found.range : null
}

/** The ranges between braces; null for what is no multirange. */
export const splitMultirange = (text: string): ReadonlyArray<RangeText> | null => {
  const trimmed = text.trim()
  if (/^\{\s*\}$/u.test(trimmed)) return []
  const ranges: Array<RangeText> = []
  let at = 0
  while (trimmed[at] === (ranges.length === 0 ? "{" : ",")) {
    const found = rangeAt(trimmed, beyondBlanks(trimmed, at + 1))
    if (found === null) return null
    ranges.push(found.range)
    at = beyondBlanks(trimmed, found.end)
  }
  return ranges.length > 0 && trimmed[at] === "}" && at === trimmed.length - 1 ? ranges : null
}

/** A range as text, its bounds in quotes where they need some. */
export const joinRange = (range: RangeText): string => {
  if (range === "empty") return range
  const { lower, upper, lowerInclusive, upperInclusive } = range
  return `${lowerInclusive ? "[" : "("}${quoted(lower)},${quoted(upper)}${upperInclusive ? "]" : ")"}`
}

interface Found<A> {
  readonly range: A
  /** The index behind it. */
  readonly end: number
}

function rangeAt(text: string, from: number): Found<RangeText> | null {
  if (text.slice(from, from + 5).toLowerCase() === "empty") return { range: "empty", end: from + 5 }
  const open = text[from]
  if (open !== "[" && open !== "(") return null
  const lower = boundAt(text, from + 1)
  if (lower === null || text[lower.end] !== ",") return null
  const upper = boundAt(text, lower.end + 1)
  if (upper === null || text[upper.end] === ",") return null
  return {
    range: {
      lower: lower.range,
      upper: upper.range,
      lowerInclusive: open === "[",
      upperInclusive: text[upper.end] === "]"
    },
    end: upper.end + 1
  }
}

/** By hand: a grammar that repeats alternatives keeps a way back for each letter of a long text. */
function boundAt(text: string, from: number): Found<string | null> | null {
  let [bound, inQuotes] = ["", false]
  for (let at = from; at < text.length; at++) {
    const letter = text[at] ?? ""
    if (letter === "\\" || (letter === '"' && inQuotes && text[at + 1] === '"')) {
      at += 1
      bound += text[at] ?? ""
    } else if (letter === '"') inQuotes = !inQuotes
    else if (inQuotes || !",)]".includes(letter)) bound += letter
    else return { range: at === from ? null : bound, end: at }
  }
  return null
}

function quoted(bound: string | null): string {
  if (bound === null) return ""
  return bound === "" || /["\\()[\],\s]/u.test(bound) ? `"${bound.replace(/["\\]/gu, "$&$&")}"` : bound
}

function beyondBlanks(text: string, from: number): number {
  let at = from
  while (/\s/u.test(text[at] ?? "")) at++
  return at
}
