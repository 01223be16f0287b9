/** JSON without the members that are null, as PostgreSQL's `json_strip_nulls` leaves it: no digit is read. */

/** Arrays keep their nulls. */
export const stripNulls = (json: string): string => {
  let text = ""
  /** For each object or array that is open, whether nothing has been written into it yet. */
  const empty = [true]
  for (const [token] of json.matchAll(tokens)) {
    if (token === "," || /^\s/u.test(token) || nullMember.test(token)) continue
    if (token === "}" || token === "]") empty.pop()
    else {
      if (empty.at(-1) === false) text += ","
      empty[empty.length - 1] = false
      if (/[{[]$/u.test(token)) empty.push(true)
    }
    text += token
  }
  return text
}

// A member's name stands with its value, or with what opens it; a comma is written anew where something follows.
const string = String.raw`"[^"\\]*(?:\\[^][^"\\]*)*"`
const scalar = String.raw`[^\s,{}[\]"]+`
const tokens = new RegExp(
  String.raw`\s+|${string}(?:\s*:\s*(?:${string}|${scalar}|[{[]))?|[{}[\],]|${scalar}`,
  "gu"
)
const nullMember = new RegExp(String.raw`^${string}\s*:\s*null$`, "u")
