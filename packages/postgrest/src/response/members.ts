/** JSON objects parted into the texts of their members' values, in order: no digit is read. */

/** For each of the objects, or arrays, that stand beside each other, joined by commas. */
export const membersOf = (json: string): ReadonlyArray<ReadonlyArray<string>> => {
  const objects: Array<Array<string>> = []
  let depth = 0
  let start = 0
  for (const { 0: token, index } of json.matchAll(marks)) {
    const end = index + token.length
    if (opening.has(token)) {
      depth++
      if (depth > 1) continue
      objects.push([])
      start = end
    } else if (token === "," || closing.has(token)) {
      const value = depth === 1 ? json.slice(start, index).trim() : ""
      if (value !== "") objects.at(-1)?.push(value)
      if (depth === 1) start = end
      if (closing.has(token)) depth--
    } else if (token.endsWith(":") && depth === 1) start = end
  }
  return objects
}

/** The texts of an array's elements. */
export const elementsOf = (json: string): ReadonlyArray<string> => {
  const [elements = []] = membersOf(json)
  return elements
}

// A name with its colon, any other string, and what structures; names end where a value starts.
const string = String.raw`"[^"\\]*(?:\\[^][^"\\]*)*"`
const marks = new RegExp(String.raw`${string}\s*:|${string}|[{}[\],]`, "gu")
const opening: ReadonlySet<string> = new Set(["{", "["])
const closing: ReadonlySet<string> = new Set(["}", "]"])
