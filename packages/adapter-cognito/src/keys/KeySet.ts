/** The keys of an issuer (RFC 7517 §5). */
import { isObject } from "@pgcrest/core"
import * as Result from "effect/Result"
import { readJson } from "../json/readJson.ts"
import { fromJwk, type VerificationKey } from "./VerificationKey.ts"

/** Keys by their `kid`. */
export type KeySet = ReadonlyMap<string, VerificationKey>

const mostKeys = 100

/**
 * Reads a key set. Keys of other kinds are passed over, as the standard asks; the first of two with one `kid` counts.
 * Fails with what is wrong with it, to stand behind "which": also where no key of use is left.
 */
export const fromJwks = (
  jwks: unknown,
  { emulator }: { readonly emulator: boolean }
): Result.Result<KeySet, string> => {
  const keys: unknown = isObject(jwks) ? jwks["keys"] : undefined
  if (!Array.isArray(keys)) return Result.fail("is no JSON Web Key Set")
  if (keys.length > mostKeys) return Result.fail(`has more than ${mostKeys} keys`)
  const usable = keys.map(fromJwk).filter((key) => key !== null)
  const taken = usable.filter(({ ofEmulator }) => emulator || !ofEmulator)
  if (taken.length > 0) return Result.succeed(new Map(taken.toReversed().map((key) => [key.kid, key])))
  return Result.fail(
    usable.length > 0
      ? "has only keys of a local emulator, whose private half everybody knows"
      : "has no key that signatures can be checked by"
  )
}

/** Reads a key set's text. */
export const fromText = (
  text: string,
  options: { readonly emulator: boolean }
): Result.Result<KeySet, string> => fromJwks(readJson(text), options)
