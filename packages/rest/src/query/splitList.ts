/** Lists in parentheses: commas part, quotes and inner parentheses keep together. */

/** The items of `(a,"b,c",or(d,e))`, quotes kept; null when it is no such list. */
export const splitList = (text: string): ReadonlyArray<string> | null => {
  if (!text.startsWith("(") || !text.endsWith(")") || text.length < 2) return null
  const inner = text.slice(1, -1)
  if (inner === "") return []
  const items: Array<string> = []
  let depth = 0
  let quoted = false
  let start = 0
  for (let at = 0; at < inner.length; at++) {
    const character = inner.charAt(at)
    if (quoted) {
      if (character === "\\") at++
      else if (character === '"') quoted = false
    } else if (character === '"') quoted = true
    else if (character === "(") depth++
    else if (character === ")") depth--
    else if (character === "," && depth === 0) {
      items.push(inner.slice(start, at))
      start = at + 1
    }
    if (depth < 0) return null
  }
  return depth === 0 && !quoted ? [...items, inner.slice(start)] : null
}

/** What stands between quotes, `\` escaping `"` and itself; text without quotes as it is. */
export const unquote = (item: string): string =>
  item.length > 1 && item.startsWith('"') && item.endsWith('"')
    ? item.slice(1, -1).replace(/\\([^])/gu, "$1")
    : item
