/** Folders as a hook shows them: in capitals, and one name kept back. */
import { Api, Hooks } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import { type Asking, asking } from "./ask.ts"
import { everyResource, Folders } from "../declared/resources.ts"

/** How many folders the hook was asked about, call by call. */
export const veil = (): Pick<
  Asking<never, never>,
  "create" | "createNested" | "createNestedRows" | "list"
> & {
  readonly calls: Array<number>
} => {
  const calls: Array<number> = []
  const hooks = Hooks.make(Folders, {
    afterRead: (rows) => {
      calls.push(rows.length)
      return Effect.succeed(
        rows.filter(({ name }) => name !== "kept").map((row) => ({ ...row, name: row.name.toUpperCase() }))
      )
    }
  })
  const { create, createNested, createNestedRows, list } = asking(
    Api.make("contract", { resources: everyResource, hooks: [hooks] })
  )
  return { calls, create, createNested, createNestedRows, list }
}
