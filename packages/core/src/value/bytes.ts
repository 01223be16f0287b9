/** Bytes as text: base64 (RFC 4648 §4). */
import * as Result from "effect/Result"

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
const sextets: ReadonlyMap<string, number> = new Map([...alphabet].map((letter, at) => [letter, at]))

/** Padded base64 as it is, or PostgreSQL's `\x00ff`, as base64; fails with the rule that the text breaks. */
export const parseBytes = (text: string): Result.Result<string, string> => {
  if (text.startsWith("\\x")) return isHex(text) ? Result.succeed(fromHex(text.slice(2))) : notBytes
  return isBase64(text) ? Result.succeed(text) : notBytes
}

/** Base64 as PostgreSQL's `\\x00ff`. */
export const bytesAsHex = (base64: string): string => {
  const bits = [...base64.replaceAll("=", "")].map((letter) => sextets.get(letter) ?? 0)
  const hex = bits.map((sextet) => sextet.toString(2).padStart(6, "0")).join("")
  const bytes = hex.match(/.{8}/gu) ?? []
  return `\\x${bytes.map((byte) => Number.parseInt(byte, 2).toString(16).padStart(2, "0")).join("")}`
}

/** Orders by bytes: the alphabet of base64 is not in the order of its letters, and padding comes first. */
export const compareBytes = (left: string, right: string): number => {
  const shorter = Math.min(left.length, right.length)
  for (let at = 0; at < shorter; at++) {
    if (left[at] !== right[at]) return valueAt(left, at) - valueAt(right, at)
  }
  return left.length - right.length
}

const notBytes = Result.fail(
  String.raw`must be bytes in base64, padded with "=", or in hexadecimal behind "\x"`
)

function isHex(text: string): boolean {
  return text.length % 2 === 0 && /^\\x[\da-f]*$/iu.test(text)
}

/** One text for the same bytes: the bits that no byte has are zero. */
function isBase64(text: string): boolean {
  if (text.length % 4 !== 0 || !/^[A-Za-z\d+/]*={0,2}$/u.test(text)) return false
  if (text.endsWith("==")) return valueAt(text, text.length - 3) % 16 === 0
  return !text.endsWith("=") || valueAt(text, text.length - 2) % 4 === 0
}

function valueAt(text: string, at: number): number {
  return sextets.get(text[at] ?? "=") ?? -1
}

function fromHex(hex: string): string {
  return (hex.match(/.{1,6}/gu) ?? []).map(group).join("")
}

function group(hex: string): string {
  const bits = Number.parseInt(hex.padEnd(6, "0"), 16)
  const letters = [18, 12, 6, 0].map((at) => alphabet[(bits >> at) & 63]).join("")
  return letters.slice(0, 1 + hex.length / 2).padEnd(4, "=")
}
