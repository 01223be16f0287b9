/** Shops and what they sold, of which not everybody sees all. */
import type { Caller } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import { create } from "./ask.ts"
import { inGroups } from "./by.ts"
import { fresh, uidOf } from "./cases.ts"
import { Sales, Shops } from "../declared/resources.ts"

/** Who sees every shop. */
export const rita: Caller.Caller = inGroups("rita", "readers")

/** Ann's shop "a" sold twice, bob's "b" once, ann's "top" above both nothing; one sale is of no shop. */
export const sold = Effect.gen(function* () {
  const batch = yield* fresh
  const top = uidOf(yield* create(Shops, { batch, name: "top" }))
  const bobReading = { caller: inGroups("bob", "readers") }
  const a = uidOf(yield* create(Shops, { batch, name: "a", above_uid: top }))
  const b = uidOf(yield* create(Shops, { batch, name: "b", above_uid: top }, bobReading))
  const sale = (what: string, more: object) => create(Sales, { batch, what, ...more }, { caller: rita })
  yield* sale("pen", { amount: "1.50", shop_uid: a })
  yield* sale("ink", { shop_uid: a })
  yield* sale("pen", { amount: "2.00", shop_uid: b })
  yield* sale("pad", { amount: "4.00" })
  return batch
})
