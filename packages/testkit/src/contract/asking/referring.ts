/** Papers in folders that not everybody sees: what the cases about references share. */
import { Api, type Caller, Hooks, Records } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import { asking, create, plain } from "./ask.ts"
import { type By, inGroups } from "./by.ts"
import { uidOf } from "./cases.ts"
import { Folders, Papers, everyResource } from "../declared/resources.ts"

/** A paper that names a folder as its text is copied into that folder by the server. */
const copying = Hooks.make(Papers, {
  beforeCreate: (values) => Effect.succeed({ ...values }),
  beforeUpdate: (values) => Effect.succeed({ ...values }),
  afterCreate: ({ batch, text }) =>
    Records.use((records) =>
      text.startsWith("into ")
        ? records.create(Papers, { batch, text: "copy", folder_uid: text.slice("into ".length) })
        : Effect.void
    )
})
const watching = Hooks.make(Folders, { afterCreate: () => Effect.void, afterUpdate: () => Effect.void })
/** Asks with those hooks around. */
export const hooked = asking(Api.make("contract", { resources: everyResource, hooks: [copying, watching] }))
/** The two ways in which a write is done. */
export const ways = [
  ["one statement", asking(plain)],
  ["a unit with hooks", hooked]
] as const

/** The uid of a new folder. */
export const folder = (by: By = {}) => Effect.map(create(Folders, { name: "x" }, by), uidOf)
/** How a reference to nothing is told. */
export const missing = (fields: ReadonlyArray<string>, resource = "papers") => ({
  _tag: "ReferenceMissing",
  resource,
  fields
})
/** Who sees every folder. */
export const reader: Caller.Caller = inGroups("rita", "readers")
