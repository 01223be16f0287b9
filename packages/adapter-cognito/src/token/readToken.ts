/** A compact JWT taken apart, before anything in it is proven: work that is bounded by the length of the text. */
import { type Claims, isObject, type Refusal } from "@pgcrest/core"
import * as Result from "effect/Result"
import { isUnambiguous, parse } from "../json/readJson.ts"
import { bytesOf, textOf } from "./part.ts"
import { type Header, readHeader } from "./readHeader.ts"

/** What a token says of itself. */
export interface Unproven {
  readonly header: Header
  readonly claims: Claims
  /** The payload as text. */
  readonly payload: string
  /** What the signature is of. */
  readonly signed: Buffer
  readonly signature: Buffer
}

/** API Gateway takes no more than 10 kB of headers; load balancers take 16. */
const longest = 16_384

/** Takes a text apart: three parts, a header of ours, and an object of claims. */
export const readToken = (token: string): Result.Result<Unproven, Refusal> => {
  if (token.length > longest) return Result.fail("malformed")
  const [first = "", second = "", third = "", more] = token.split(".", 4)
  const signature = more === undefined ? bytesOf(third) : null
  if (signature === null) return Result.fail("malformed")
  const header = readHeader(first)
  if (Result.isFailure(header)) return Result.fail(header.failure)
  const payload = textOf(second)
  const claims = payload === null ? undefined : Result.getOrUndefined(parse(payload))
  if (payload === null || !isObject(claims)) return Result.fail("malformed")
  const signed = Buffer.from(token.slice(0, first.length + 1 + second.length), "latin1")
  return Result.succeed({ header: header.success, claims, payload, signed, signature })
}

/** Whether nobody could read other claims in the payload; asked once its signature holds, as it costs more than parsing. */
export const meansOneThing = ({ payload, claims }: Unproven): boolean => isUnambiguous(payload, claims)
