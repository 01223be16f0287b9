/** PostgreSQL's text of an array, read into its elements. */
import type { Cell } from "@pgcrest/core"

/** Nested as its dimensions are; what stands before `=` are bounds of its indexes, which JSON does not have. */
export const readArray = (text: string, readElement: (text: string) => Cell): Cell => {
  const root: Array<Cell> = []
  const open: Array<Array<Cell>> = [root]
  for (const [token, word] of text.slice(text.indexOf("{")).matchAll(tokens)) {
    if (token === "{") {
      const nested: Array<Cell> = []
      open.at(-1)?.push(nested)
      open.push(nested)
    } else if (token === "}") open.pop()
    else if (token !== ",") open.at(-1)?.push(word === "NULL" ? null : readElement(unquoted(token)))
  }
  return root[0] ?? []
}

// Braces and commas, an element in quotes, or a word that needs none.
const tokens = /[{},]|"(?:[^"\\]|\\[^])*"|([^{},"]+)/gu

function unquoted(token: string): string {
  return token.startsWith('"') ? token.slice(1, -1).replaceAll(/\\([^])/gu, "$1") : token
}
