/** Records that hold lists: some are written by one statement, and some, as they have a hook, in a transaction. */
import { Access, Api, Field, Hooks, Resource } from "@pgcrest/core"
import * as Effect from "effect/Effect"

const { everyone } = Access
const declared = {
  fields: { entries: Field.withDefault(Field.array("text"), []) },
  access: { list: everyone, get: everyone, create: everyone, update: everyone, history: everyone }
}

const Lists = Resource.make("lists", { table: "storms.lists", ...declared })
const WatchedLists = Resource.make("watched_lists", { table: "storms.watched_lists", ...declared })

export const Journal = Api.make("journal", {
  resources: [Lists, WatchedLists],
  hooks: [Hooks.make(WatchedLists, { beforeUpdate: Effect.succeed })]
})

/** A record: the address of its resource, and its uid. */
export interface List {
  readonly path: "/lists" | "/watched_lists"
  readonly uid: string
}

/** A record as it is answered. */
export interface Told {
  readonly uid: string
  readonly version: number
  readonly entries: ReadonlyArray<string>
}
