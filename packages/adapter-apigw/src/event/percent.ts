/** Percent-encoding (RFC 3986 §2.1): taken off exactly once, and its length where a gateway took it off already. */
import * as Result from "effect/Result"

/** The text behind the escapes; null if one is malformed, is no UTF-8, or hides a NUL. */
export const percentDecode = (text: string): string | null => {
  const decoded = text.includes("%") ? Result.getOrNull(Result.try(() => decodeURIComponent(text))) : text
  return decoded === null || decoded.includes("\0") ? null : decoded
}

/** What a client must at least have sent for this text, in bytes: legal characters as they are, others as escapes. */
export const escapedLength = (text: string): number => {
  if (allLegal.test(text)) return text.length
  const others = text.replace(legal, "")
  return text.length - others.length + 3 * Buffer.byteLength(others)
}

// RFC 3986 §3.4, without what ends a name or a value. No limit should refuse a target that was short as sent.
const legal = /[A-Za-z0-9\-._~!$'()*,;:@/?=]+/g
const allLegal = /^[A-Za-z0-9\-._~!$'()*,;:@/?=]*$/
