/** Memos as a hook shows them, or keeps them back. */
import { Api, Hooks, Records } from "@pgcrest/core"
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import { asking } from "./ask.ts"
import { byHook } from "./cases.ts"
import { Memos, Titles, everyResource } from "../declared/resources.ts"

class Unshowable extends Data.TaggedError("Unshowable")<{ readonly resource: string }> {}

/** Memos are shown in capitals, with their batch's title; what is `kept` is shown to nobody, and `refused` to nobody either. */
const showing = Hooks.make(Memos, {
  afterRead: (rows) =>
    Effect.forEach(
      rows.filter(({ text }) => text !== "kept"),
      (memo) =>
        Effect.gen(function* () {
          if (memo.text === "refused") return yield* new Unshowable({ resource: "memos" })
          const { name } = yield* (yield* Records).get(Titles, memo.batch)
          return { ...memo, text: memo.text.toUpperCase(), colour: name }
        })
    )
})
/** Asks with that hook around. */
export const shown = asking(Api.make("contract", { resources: everyResource, hooks: [showing] }))
/** What is told of a memo that it does not show. */
export const refused = byHook({ _tag: "Unshowable", resource: "memos" })
