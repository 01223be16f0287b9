/** One part of a compact JWT: base64url without padding (RFC 7515 §2), which must be the only way to write its bytes. */

/** The bytes of a part; null for an empty one, another alphabet, padding, or bits that stand for nothing. */
export const bytesOf = (part: string): Buffer | null => {
  const bytes = Buffer.from(part, "base64url")
  return bytes.length > 0 && bytes.toString("base64url") === part ? bytes : null
}

/** The text of a part; null where its bytes are no UTF-8. */
export const textOf = (part: string): string | null => {
  const bytes = bytesOf(part)
  const text = bytes?.toString() ?? null
  // Bytes that are no UTF-8 become U+FFFD, which may stand there rightly too.
  if (bytes === null || text?.includes("\uFFFD") !== true) return text
  return Buffer.from(text).equals(bytes) ? text : null
}
