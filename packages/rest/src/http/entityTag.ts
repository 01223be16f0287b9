/** Entity tags (RFC 9110 §8.8.3): what If-Match and If-None-Match name, and what ETag tells. */
import * as Result from "effect/Result"

/** One tag; `opaque` is the text between the quotes. */
interface EntityTag {
  readonly weak: boolean
  readonly opaque: string
}

/** `*` stands for any tag; a list may be empty, and then no tag fits. */
export type EntityTags = "*" | ReadonlyArray<EntityTag>

/** A header that names no tags; to ignore it would overwrite. */
interface InvalidEntityTags {
  readonly _tag: "InvalidEntityTags"
  readonly detail: string
}

/** Reads the lines of one If-Match or If-None-Match header. */
export const parseEntityTags = (
  lines: ReadonlyArray<string>
): Result.Result<EntityTags, InvalidEntityTags> => {
  const text = lines.join(",")
  if (text.trim() === "*") return Result.succeed("*")
  const tags: Array<EntityTag> = []
  let at = skip(text, 0, isSpaceOrComma)
  while (at < text.length) {
    const end = tagEnd(text, at)
    const next = skip(text, end, isSpace)
    if (end === -1 || (next < text.length && text.charAt(next) !== ",")) return Result.fail(invalid(text, at))
    const weak = text.charAt(at) === "W"
    tags.push({ weak, opaque: text.slice(weak ? at + 3 : at + 1, end - 1) })
    at = skip(text, next, isSpaceOrComma)
  }
  return Result.succeed(tags)
}

/** `"<version>-<view>"`: reads compare the whole tag, writes the version alone. */
export const renderEntityTag = (version: string, view: string): string => `"${version}-${view}"`

/**
 * The version a tag names: what stands before its first `-`, so that a proxy's `3-k9x-gzip` is 3 too; else all of it. One
 * that begins the tag is the sign of a number that another program wrote.
 */
export const versionOf = (opaque: string): string => {
  const dash = opaque.indexOf("-", 1)
  return dash === -1 ? opaque : opaque.slice(0, dash)
}

/** Behind the closing quote of the tag that starts here; -1 where none does. */
function tagEnd(text: string, start: number): number {
  const quote = text.startsWith("W/", start) ? start + 2 : start
  if (text.charAt(quote) !== '"') return -1
  const end = skip(text, quote + 1, isTagCharacter)
  return text.charAt(end) === '"' ? end + 1 : -1
}

function skip(text: string, start: number, passes: (code: number) => boolean): number {
  let at = start
  while (at < text.length && passes(text.charCodeAt(at))) at++
  return at
}

/** etagc: no escapes, so a backslash is a character like others; beyond ASCII whatever the gateway decoded. */
function isTagCharacter(code: number): boolean {
  return code > 0x20 && code !== 0x22 && code !== 0x7f
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x09
}

function isSpaceOrComma(code: number): boolean {
  return isSpace(code) || code === 0x2c
}

function invalid(text: string, at: number): InvalidEntityTags {
  const found = text.slice(at, at + 40)
  const rule =
    'an entity tag stands in double quotes without spaces, as "3" or W/"3", commas part several, * stands alone'
  return {
    _tag: "InvalidEntityTags",
    detail: `${rule} (RFC 9110 §8.8.3); found ${found} at position ${at + 1}`
  }
}
