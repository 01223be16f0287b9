/** What a request of a batch says of an earlier answer: `$0.uid` is the field `uid` of the first answer's body. */
import { ExactNumber, isObject } from "@pgcrest/core"
import * as Result from "effect/Result"
import type { Json } from "../json/Json.ts"

/** A place in an earlier answer: members by their names, elements by their numbers from 0 on. */
export interface Reference {
  readonly _tag: "Reference"
  readonly at: number
  readonly path: ReadonlyArray<string>
}

/** A text as it is meant, or what stands for one. */
export type Term = string | Reference

/** `$$` begins a text with one dollar; any other text that begins with `$` is a reference, or fails with the rule that it breaks. */
export const parseTerm = (text: string, before: number): Result.Result<Term, string> => {
  if (!text.startsWith("$")) return Result.succeed(text)
  if (text.startsWith("$$")) return Result.succeed(text.slice(1))
  const [, at, path] = /^\$(\d{1,6})((?:\.[^.]+)*)$/su.exec(text) ?? []
  if (at === undefined || path === undefined) return Result.fail(noReference)
  return Number(at) < before
    ? Result.succeed({ _tag: "Reference", at: Number(at), path: path.split(".").slice(1) })
    : Result.fail("refers to an answer that does not come before this request")
}

const noReference =
  "begins with $, and is no reference such as $0.uid: a text that begins with a dollar begins with two"

/** The body of an earlier answer, read when it is first referred to; null for an answer that has none. */
export type Body = () => Json | null

/** What a reference finds in the bodies of the answers so far. */
export const lookUp = ({ at, path }: Reference, bodies: ReadonlyArray<Body>): Result.Result<Json, string> => {
  let here: Json | undefined = bodies[at]?.() ?? null
  if (here === null) return Result.fail(`refers to answer ${at}, which has no body`)
  for (const name of path) {
    here = memberOf(here, name)
    if (here === undefined) return Result.fail(`refers to what answer ${at} does not have`)
  }
  return Result.succeed(here)
}

/** A text, a number or a flag as an address has it. */
export const textOf = (json: Json): Result.Result<string, string> => {
  if (json instanceof ExactNumber) return Result.succeed(json.text)
  return typeof json === "object"
    ? Result.fail("refers to what is no text, number or flag")
    : Result.succeed(String(json))
}

function memberOf(json: Json, name: string): Json | undefined {
  if (Array.isArray(json)) return /^\d{1,6}$/u.test(name) ? json[Number(name)] : undefined
  return isObject(json) && Object.hasOwn(json, name) ? json[name] : undefined
}
