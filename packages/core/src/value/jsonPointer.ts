/** JSON Pointers (RFC 6901): where in a JSON value something stands. */

/** The names and indexes that lead there from the value itself. */
export type Pointer = ReadonlyArray<string>

/** Reads `/a~1b/0` as `["a/b", "0"]`, and nothing as the whole value; null for what is no pointer. */
export const parsePointer = (text: string): Pointer | null => {
  if (text === "") return []
  if (!text.startsWith("/") || /~(?![01])/u.test(text)) return null
  return text.slice(1).split("/").map(unescaped)
}

/** Whether something stands inside of what another pointer leads to. */
export const isInside = (pointer: Pointer, of: Pointer): boolean =>
  pointer.length > of.length && of.every((name, at) => name === pointer[at])

/** `~1` first: `~01` is `~1`, and no slash (§4). */
function unescaped(name: string): string {
  return name.replaceAll("~1", "/").replaceAll("~0", "~")
}
