/** The resources of the wire's tests: each is there for a rule that the library's own do not need. */
import { Access, Api, Field, Hooks, Relation, Resource } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"

const fields = {
  title: Schema.NonEmptyString.check(Schema.isMaxLength(200)),
  subtitle: Field.optional(Schema.String),
  isbn: Field.unique(Field.optional(Schema.String)),
  price: Field.optional(Field.numeric(24, 2)),
  pages: Field.optional(Field.integer),
  bought_at: Field.optional(Field.timestamptz),
  meta: Field.optional(Field.jsonb()),
  lent: Field.withDefault(Field.readOnly(Field.integer), 0)
}
const mine = {
  list: Access.everyone,
  get: Access.everyone,
  create: Access.signedIn,
  history: Access.signedIn,
  restore: Access.owner
}
const open = { list: Access.everyone, get: Access.everyone, create: Access.everyone, update: Access.everyone }

/** Seen by everybody, changed by whoever created it. */
export const Books = Resource.make("books", {
  fields,
  access: { ...mine, update: Access.owner, delete: Access.owner }
})

/** Open to nobody in particular, and counted: load balancers and Function URLs know no users. */
export const Leaflets = Resource.make("leaflets", {
  fields,
  aggregates: true,
  access: { ...open, delete: Access.everyone }
})

/** Without a rule for delete and for history. */
export const Posters = Resource.make("posters", { fields, access: open })

/** Without any rule but that for list. */
export const Labels = Resource.make("labels", { fields, access: { list: Access.everyone } })

/** Seen by its creator alone. */
export const Diaries = Resource.make("diaries", {
  fields,
  access: {
    list: Access.signedIn,
    get: Access.owner,
    create: Access.signedIn,
    update: Access.owner,
    delete: Access.owner,
    history: Access.owner,
    restore: Access.owner
  }
})

/** Written with If-Match only. */
export const Ledgers = Resource.make("ledgers", {
  fields,
  access: { ...open, delete: Access.everyone, restore: Access.everyone }
})

/** Written by a group only. */
export const Vaults = Resource.make("vaults", {
  fields,
  access: { list: Access.everyone, get: Access.everyone, create: Access.group("keepers") }
})

/** With chapters, which readers see, and others as far as they wrote them. */
export const Novels = Resource.make("novels", {
  fields: { title: Schema.NonEmptyString, pages: Field.integer },
  relations: { chapters: Relation.many("chapters", "novel_uid") },
  access: { ...open, delete: Access.everyone }
})
export const Chapters = Resource.make("chapters", {
  fields: {
    novel_uid: Field.references("novels"),
    number: Field.integer,
    text: Field.optional(Schema.String)
  },
  relations: { novel: Relation.one("novels", "novel_uid") },
  access: {
    list: Access.any(Access.group("readers"), Access.owner),
    create: Access.signedIn
  }
})

/** Its hook breaks, or never ends. */
export const Traps = Resource.make("traps", { fields, access: open })

const TrapsHooks = Hooks.make(Traps, {
  beforeCreate: ({ title }) =>
    title === "endless" ? Effect.never : Effect.die(new Error("a secret of the trap"))
})

/** The api of the wire's tests. */
export const Shelf = Api.make("shelf", {
  resources: [Books, Leaflets, Posters, Labels, Diaries, Ledgers, Vaults, Novels, Chapters, Traps],
  hooks: [TrapsHooks]
})
