/** Text as PostgreSQL can hold and compare it. */

/** Orders by code point, as a database with collation C does; JavaScript's `<` orders by UTF-16 unit. */
export const compareText = (left: string, right: string): number => {
  if (left === right) return 0
  const shorter = Math.min(left.length, right.length)
  for (let at = 0; at < shorter; at++) {
    const a = left.charCodeAt(at)
    const b = right.charCodeAt(at)
    if (a !== b) return rank(a) - rank(b)
  }
  return left.length - right.length
}

/** Why this text cannot be stored, or null: no NUL, no half of a surrogate pair. */
export const unstorable = (text: string): string | null => {
  if (text.includes("\u0000")) return "must not contain the character U+0000"
  return text.isWellFormed() ? null : "must not contain half of a surrogate pair"
}

/** How many bytes well-formed text takes in UTF-8. */
export const utf8Length = (text: string): number => {
  let bytes = 0
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    // Each half of a surrogate pair is half of four bytes.
    bytes += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 2 : 3
  }
  return bytes
}

/** SQL's LIKE: `%` any run, `_` one character, `\` takes the next one literally. */
export const like = (text: string, pattern: string): boolean => {
  const subject = [...text]
  const wanted = tokens(pattern)
  let [s, p, star, retry] = [0, 0, -1, 0]
  while (s < subject.length) {
    const token = wanted[p]
    if (token === "%") {
      ;[star, retry, p] = [p, s, p + 1]
    } else if (token !== undefined && (token === "_" || token.slice(1) === subject[s])) {
      ;[s, p] = [s + 1, p + 1]
    } else if (star >= 0) {
      // The last % swallows one character more: at worst text times pattern, where a regular expression could explode.
      ;[retry, s, p] = [retry + 1, retry + 1, star + 1]
    } else return false
  }
  return wanted.slice(p).every((token) => token === "%")
}

/** A pattern that ends in a lone `\` is an error in SQL (22025), so it must not get there. */
export const isLikePattern = (pattern: string): boolean => /^(?:[^\\]|\\[^])*$/u.test(pattern)

// Literals carry a leading `=`, so that a literal % is not taken for the wildcard.
function tokens(pattern: string): ReadonlyArray<string> {
  return [...pattern.matchAll(/\\([^])|([^])/gu)].map(([, escaped, plain]) =>
    escaped !== undefined ? `=${escaped}` : plain === "%" || plain === "_" ? plain : `=${plain}`
  )
}

// Surrogates stand for code points above the rest of the plane: move them behind U+FFFF.
function rank(unit: number): number {
  return unit >= 0xe000 ? unit - 0x800 : unit >= 0xd800 ? unit + 0x2000 : unit
}
