/** A claim by its name, or by a path into a claim that holds an object. */
import { type JsonRecord, parsed, record, text } from "../event/Json.ts"

/**
 * The claim of this whole name, dots and all, else what a path such as `realm_access.roles` leads to; an object may be
 * written as JSON text, as gateways do. Undefined where there is none.
 */
export const claimAt = (claims: JsonRecord, path: string): unknown => {
  if (Object.hasOwn(claims, path)) return claims[path]
  const at = path.indexOf(".")
  if (at < 0) return undefined
  const outer: unknown = Object.hasOwn(claims, path.slice(0, at)) ? claims[path.slice(0, at)] : null
  const inner = record(outer) ?? record(parsed(text(outer) ?? ""))
  return inner === null ? undefined : claimAt(inner, path.slice(at + 1))
}

/** The claim that a path begins with, where an HTTP API wrote its object as `map[roles:[a b]]`; else null. */
export const printedMap = (claims: JsonRecord, path: string): string | null => {
  if (Object.hasOwn(claims, path)) return null
  const outer = text(claims[path.split(".")[0] ?? ""])
  return outer?.startsWith("map[") === true ? outer : null
}
