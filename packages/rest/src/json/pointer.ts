/** JSON Pointers as problem documents spell them (RFC 6901 §6, RFC 9457 §3). */

/** `["a/b", 0]` → `#/a~1b/0`; a lone surrogate, which has no UTF-8, is told as U+FFFD. */
export const pointer = (segments: ReadonlyArray<string | number>): string =>
  `#${segments.map((segment) => `/${fragment(String(segment))}`).join("")}`

/** encodeURI keeps just what a fragment may hold, and `#`; it throws on lone surrogates. */
function fragment(name: string): string {
  const escaped = name.replaceAll("~", "~0").replaceAll("/", "~1")
  return encodeURI(escaped.toWellFormed()).replaceAll("#", "%23")
}
