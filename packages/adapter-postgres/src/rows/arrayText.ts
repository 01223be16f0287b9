/** PostgreSQL's text of an array, read into its elements. */
import type { Cell } from "@pgcrest/core"

/** Nested as its dimensions are; what stands before `=` are bounds of its indexes, which JSON does not have. */
export const readArray = (text: string, readElement: (text: string) => Cell): Cell => {
  const root: Array<Cell> = []
  const open: Array<Array<Cell>> = [root]
  let at = text.indexOf("{")
  while (at < text.length) {
    const code = text.charCodeAt(at)
    const here = open[open.length - 1]
    if (code === brace) {
      const nested: Array<Cell> = []
      here?.push(nested)
      open.push(nested)
      at++
    } else if (code === closing || code === comma) {
      if (code === closing) open.pop()
      at++
    } else {
      const end = code === quote ? quotedEnd(text, at + 1) : wordEnd(text, at)
      here?.push(
        code === quote
          ? readElement(unquoted(text, at + 1, end - 1))
          : readWord(text.slice(at, end), readElement)
      )
      at = end
    }
  }
  return root[0] ?? []
}

const [quote, comma, backslash, brace, closing] = [0x22, 0x2c, 0x5c, 0x7b, 0x7d]

function readWord(word: string, readElement: (text: string) => Cell): Cell {
  return word === "NULL" ? null : readElement(word)
}

/** Behind the closing quote. */
function quotedEnd(text: string, start: number): number {
  let at = start
  while (at < text.length && text.charCodeAt(at) !== quote) at += text.charCodeAt(at) === backslash ? 2 : 1
  return at + 1
}

function wordEnd(text: string, start: number): number {
  let at = start
  while (at < text.length && text.charCodeAt(at) !== comma && text.charCodeAt(at) !== closing) at++
  return at
}

function unquoted(text: string, start: number, end: number): string {
  const inside = text.slice(start, end)
  return inside.includes("\\") ? inside.replaceAll(/\\([^])/gu, "$1") : inside
}
