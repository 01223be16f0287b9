/** JSON without the members that are null, at any depth; arrays keep their nulls, as PostgreSQL's `json_strip_nulls` does. */
import { closes, colon, comma, isBlank, opens, quote, skipBlanks, stringEnd, valueEnd } from "./valueEnd.ts"

/** Of a value, or of several that are joined by commas, as a store wrote them; blanks around marks are left out too. */
export const stripNulls = (json: string): string => {
  const parts: Array<string> = []
  /** For each object or array that is open, whether nothing has been written into it yet. */
  const empty = [true]
  let at = 0
  while (at < json.length) {
    const code = json.charCodeAt(at)
    if (code === comma || isBlank(code)) at++
    else if (closes(code)) {
      empty.pop()
      parts.push(json.charAt(at++))
    } else {
      const item = itemAt(json, at)
      at = item.end
      if (item.isNullMember) continue
      if (empty.at(-1) === false) parts.push(",")
      empty[empty.length - 1] = false
      if (item.isOpen) empty.push(true)
      parts.push(item.text)
    }
  }
  return parts.join("")
}

/** A value, or a member's name with its value; of an object or array what opens it alone. */
function itemAt(json: string, start: number) {
  const name = json.charCodeAt(start) === quote ? stringEnd(json, start) : start
  const mark = skipBlanks(json, name)
  const isMember = name > start && json.charCodeAt(mark) === colon
  const value = isMember ? skipBlanks(json, mark + 1) : start
  const isOpen = opens(json.charCodeAt(value))
  const end = isOpen ? value + 1 : valueEnd(json, value)
  const told = json.slice(value, end)
  return {
    end,
    isOpen,
    isNullMember: isMember && told === "null",
    text: isMember ? `${json.slice(start, name)}:${told}` : told
  }
}
