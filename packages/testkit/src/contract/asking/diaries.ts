/** Ann's diary, and who may do what with it. */
import type { Caller } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import { replace } from "./ask.ts"
import { inGroups } from "./by.ts"
import { fresh } from "./cases.ts"
import { Diaries } from "../declared/resources.ts"

export const reader = inGroups("rita", "readers")
export const readingEditor = inGroups("ed", "readers", "editors")
export const garbled: Caller.Caller = { ...inGroups("gus"), exactGroups: false }

export const diary = Effect.fnUntraced(function* (values: object = {}) {
  const uid = yield* fresh
  yield* replace(Diaries, uid, { entry: "dear diary", sealed: "s", ...values })
  return uid
})
export const refused = (tag: string, more: object) => ({ _tag: tag, resource: "diaries", ...more })
