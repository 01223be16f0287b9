/** A title with one copy to lend, for the cases about hooks. */
import * as Effect from "effect/Effect"
import { create, get } from "./ask.ts"
import { one, uidOf } from "./cases.ts"
import { Titles } from "../declared/resources.ts"

/** The uid of a new title, whose only copy is on the shelf. */
export const title = Effect.map(create(Titles, { name: "Emma" }), uidOf)

/** How many copies are left. */
export const copiesOf = (uid: string) => Effect.map(get(Titles, uid), (rows) => one(rows)["copies"])
