/** The header of a token (RFC 7515 §4.1): which algorithm and which key; whatever else it names is neither followed nor fetched. */
import { isObject, type Refusal } from "@pgcrest/core"
import * as Result from "effect/Result"
import { readJson } from "../json/readJson.ts"
import { type Algorithm, isAlgorithm } from "./algorithms.ts"
import { textOf } from "./part.ts"

/** What a header is believed about: it picks among keys that are there already. */
export interface Header {
  readonly algorithm: Algorithm
  readonly kid: string
}

/** Base64url of 3 kB; Cognito's take 100 characters. */
const longest = 4096
const longestKid = 256

// RFC 8725 §3.11: a token of another kind, as a logout token, is none of ours. RFC 7515 §4.1.9 lets "application/" go.
const types = /^(?:application\/)?(?:at\+)?jwt$/iu

/** Reads the first part. `crit` and `b64` change what a signature is of, `cty` JWT what the payload is: none is taken. */
export const readHeader = (part: string): Result.Result<Header, Refusal> => {
  const text = part.length > longest ? null : textOf(part)
  const header = text === null ? undefined : readJson(text)
  if (!isObject(header)) return Result.fail("malformed")
  const { alg, kid, typ, cty } = header
  if (!isAlgorithm(alg)) return Result.fail("algorithm")
  if ("crit" in header || "b64" in header) return Result.fail("malformed")
  if (typ !== undefined && !(typeof typ === "string" && types.test(typ))) return Result.fail("malformed")
  if (cty !== undefined && (typeof cty !== "string" || types.test(cty))) return Result.fail("malformed")
  if (kid === undefined) return Result.fail("key")
  if (typeof kid !== "string" || kid.length > longestKid) return Result.fail("malformed")
  return Result.succeed({ algorithm: alg, kid })
}
