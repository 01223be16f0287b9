/** Records as a store tells them, one from the next, without reading what they hold. */

/** The texts of JSON objects that are joined by commas, each as it was: no number loses a digit. */
export const splitObjects = (joined: string): ReadonlyArray<string> => {
  const objects: Array<string> = []
  let depth = 0
  let start = 0
  for (let at = 0; at < joined.length; at++) {
    const character = joined.charAt(at)
    if (character === '"') at = stringEnd(joined, at)
    else if (character === "{") depth++
    else if (character === "}" && --depth === 0) {
      objects.push(joined.slice(start, at + 1))
      // Behind the comma.
      start = at + 2
    }
  }
  return objects
}

/** Where the quote stands that ends the string which begins here; a backslash takes what follows literally. */
function stringEnd(text: string, start: number): number {
  let at = start + 1
  while (at < text.length && text.charAt(at) !== '"') at += text.charAt(at) === "\\" ? 2 : 1
  return at
}
