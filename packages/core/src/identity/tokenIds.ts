/** By what a deny list knows a token. */
import type { Claims } from "./Claims.ts"

/**
 * Its `jti`; its `origin_jti`, which all tokens of one sign-in share; and `sub:<iss>#<sub>`, which all of somebody have: those
 * that it has. Null where one of them is there and cannot be read, as whatever it says would not be found.
 */
export const tokenIds = ({ jti, origin_jti, iss, sub }: Claims): ReadonlyArray<string> | null => {
  const [token, origin, issuer, subject] = [textOf(jti), textOf(origin_jti), textOf(iss), textOf(sub)]
  if (token === null || origin === null || issuer === null || subject === null) return null
  const person = issuer === "" || subject === "" ? "" : `sub:${issuer}#${subject}`
  return [token, origin, person].filter((id) => id !== "")
}

// A number as it names a caller, whole; "" where there is nothing.
function textOf(claim: unknown): string | null {
  if (claim === undefined || claim === null) return ""
  if (typeof claim === "number" && Number.isSafeInteger(claim)) return String(claim)
  return typeof claim === "string" ? claim : null
}
