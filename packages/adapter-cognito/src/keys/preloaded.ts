/** Keys that are known before any are fetched: for a network without a way to the issuer. */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { readJson } from "../json/readJson.ts"
import { fromJwks, fromText, type KeySet } from "./KeySet.ts"

/** A JSON Web Key Set, its JSON text, the path of a file that holds it, or that file's URL. */
export type PreloadedKeys = string | URL | { readonly keys: ReadonlyArray<object> }

/** Reads them; fails with what is wrong, to stand behind the issuer's name. */
export const preloadedKeys = (
  keys: PreloadedKeys,
  options: { readonly emulator: boolean }
): Effect.Effect<KeySet, string> => {
  if (typeof keys !== "string" && !(keys instanceof URL)) return Effect.fromResult(fromJwks(keys, options))
  if (typeof keys === "string" && keys.trimStart().startsWith("{"))
    return Effect.fromResult(fromText(keys, options))
  // At once: it is read in init, and fs/promises is a builtin more to load.
  return Effect.try({
    try: () => process.getBuiltinModule("node:fs").readFileSync(keys, "utf8"),
    catch: (cause) => `cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`
  }).pipe(Effect.flatMap((text) => Effect.fromResult(fromText(text, options))))
}

/** Reads the variable PGCREST_JWKS: an object of key sets by issuer. */
export const keysByIssuer = (text: string): Result.Result<ReadonlyMap<string, PreloadedKeys>, string> => {
  const found = readJson(text)
  const sets = typeof found === "object" && found !== null ? Object.entries(found) : []
  return sets.length > 0 && sets.every(isEntry)
    ? Result.succeed(new Map(sets))
    : Result.fail("PGCREST_JWKS must be a JSON object of issuers, each with its JSON Web Key Set")
}

function isEntry(
  entry: readonly [string, unknown]
): entry is [string, { readonly keys: ReadonlyArray<object> }] {
  const [, set] = entry
  return typeof set === "object" && set !== null && "keys" in set && Array.isArray(set.keys)
}
