/** Text in double quotes, in which `\` takes what follows literally. */

/** Where the first quote stands that is not escaped, from a place behind the opening one on; -1 for nowhere. */
export const closingQuote = (text: string, start: number): number => {
  for (let at = start; at < text.length; at++) {
    const character = text.charAt(at)
    if (character === '"') return at
    if (character === "\\") at++
  }
  return -1
}

/** What is meant by what stands between quotes. */
export const unescaped = (text: string): string => text.replace(/\\([^])/gu, "$1")
