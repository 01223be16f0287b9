/** What a JSON text means, and what is said of a text that means nothing. */
import type { ExactNumber } from "@pgcrest/core"

/** A JSON value without loss: a number that a double would round is an `ExactNumber`. */
export type Json = null | boolean | number | ExactNumber | string | JsonArray | JsonObject

/** Elements in order. */
export interface JsonArray extends ReadonlyArray<Json> {}

/** Own properties only, `__proto__` included: look names up with `Object.hasOwn`, never with `in`. */
export interface JsonObject {
  readonly [name: string]: Json
}

/** A text that is no JSON, or JSON that we refuse to guess about. */
export interface InvalidJson {
  readonly _tag: "InvalidJson"
  readonly reason: "syntax" | "duplicate-name" | "too-deep" | "empty"
  /** What is wrong and where, in English; echoes at most 40 characters of the text. */
  readonly detail: string
  /** The second of two members with one name, as `#/a/0/b`. */
  readonly pointer?: string
}
