/** Claims as a caller keeps them. */
import type { Caller } from "@pgcrest/core"
import { type JsonRecord, listOfTexts } from "../event/Json.ts"

/** Texts, numbers, booleans and lists of texts; objects and nulls are left out. */
export const claimsOf = (claims: JsonRecord): ReadonlyMap<string, Caller.ClaimValue> => {
  const kept = new Map<string, Caller.ClaimValue>()
  for (const name of Object.keys(claims)) {
    const value = claims[name]
    if (isClaimValue(value)) kept.set(name, value)
  }
  return kept
}

const isClaimValue = (value: unknown): value is Caller.ClaimValue =>
  typeof value === "string" ||
  typeof value === "number" ||
  typeof value === "boolean" ||
  listOfTexts(value) !== null
