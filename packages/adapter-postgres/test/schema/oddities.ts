/** Resources whose tables are not plain: names that need quotes, defaults of every kind, circles, one table for two. */
import { Access, Api, Field, Resource } from "@pgcrest/core"
import * as Schema from "effect/Schema"
import { unaudited } from "../shelf.ts"

const long = "a_name_of_forty_letters_which_ends_in_xyz"

export const Orders = Resource.make("orders", {
  table: "odd.order",
  audit: { ...unaudited, uid: "user" },
  fields: {
    group: Field.literals(["it's", "$$", "\\"]),
    interval: Field.literals(["day", "$$"], "odd.interval"),
    real: Field.float.pipe(Field.unique("The One")),
    shop: Field.references("shops").pipe(Field.optional)
  },
  uniques: { one_shop: ["shop", "group"] }
})

/** Refers to orders, which refer to it, and to itself. */
export const Shops = Resource.make("shops", {
  table: "odd.shops",
  audit: unaudited,
  fields: { first_order: Field.references("orders").pipe(Field.optional), parent: Field.references("shops") }
})

/** Every kind of default that a column can have. */
export const Defaults = Resource.make("defaults", {
  table: `odd.${long}`,
  audit: unaudited,
  access: { create: Access.everyone, get: Access.everyone },
  fields: {
    text: Field.text.pipe(Field.databaseDefault("it's \\")),
    uuid: Field.uuid.pipe(Field.databaseDefault("00000000-0000-0000-0000-000000000000")),
    truth: Field.boolean.pipe(Field.databaseDefault(true)),
    small: Field.integer.pipe(Field.databaseDefault(-7)),
    big: Field.bigint.pipe(Field.databaseDefault(9_007_199_254_740_993n)),
    exact: Field.numeric(10, 2).pipe(Field.databaseDefault("-5")),
    real: Field.float.pipe(Field.databaseDefault(1e21)),
    day: Field.date.pipe(Field.databaseDefault("2026-11-25")),
    moment: Field.timestamptz.pipe(Field.databaseDefault("2026-11-25T08:30:00+01:00")),
    mood: Field.literals(["low", "high"], "mood").pipe(Field.databaseDefault("low")),
    words: Field.array("text").pipe(Field.databaseDefault(["a,b", '"', "\\", "it's", "NULL"])),
    none: Field.array("uuid").pipe(Field.databaseDefault([])),
    numbers: Field.array("integer").pipe(Field.databaseDefault([-1, 2])),
    doc: Field.jsonb().pipe(Field.databaseDefault({ a: ["it's", null] })),
    nothing: Field.optional(Field.text).pipe(Field.databaseDefault(null)),
    one: Field.text.pipe(Field.withDefault("of the statement")),
    [`${long}_a`]: Field.optional(Field.references("shops")),
    [`${long}_b`]: Field.optional(Field.references("shops"))
  }
})

/** Two resources of one table. */
export const Letters = Resource.make("letters", {
  table: "post",
  audit: unaudited,
  fields: { text: Field.text }
})
export const Parcels = Resource.make("parcels", {
  table: "post",
  audit: unaudited,
  fields: { text: Field.text, weight: Field.optional(Schema.Int), seal: Field.text.pipe(Field.unique) }
})

export const oddities = Api.make("odd", { resources: [Orders, Shops, Defaults, Letters, Parcels] })
