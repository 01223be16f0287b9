/** A library whose resources hang together in every way, and who asks. */
import {
  Access,
  Api,
  Caller,
  Field,
  type Query,
  type QuerySyntax,
  type Reach,
  Relation,
  resolve,
  Resource,
  type Unresolved
} from "@pgcrest/core"
import * as Result from "effect/Result"
import { syntax } from "./syntax.ts"

const open = { list: Access.everyone, get: Access.everyone }

export const Writers = Resource.make("writers", {
  fields: { name: Field.text, meta: Field.optional(Field.jsonb()) },
  relations: { works: Relation.many("works", "writer_uid") },
  access: open
})

export const Works = Resource.make("works", {
  fields: {
    title: Field.text,
    pages: Field.optional(Field.integer),
    price: Field.optional(Field.numeric(10, 2)),
    length: Field.optional(Field.interval),
    meta: Field.optional(Field.jsonb()),
    raw: Field.optional(Field.json()),
    secret: Field.optional(Field.writeOnly(Field.text)),
    writer_uid: Field.references("writers"),
    editor_uid: Field.optional(Field.references("writers")),
    sequel_uid: Field.optional(Field.references("works")),
    vault_uid: Field.optional(Field.references("vaults")),
    shelf_uid: Field.optional(Field.references("shelves"))
  },
  relations: {
    writer: Relation.one("writers", "writer_uid"),
    editor: Relation.one("writers", "editor_uid"),
    tags: Relation.through("tags", "labels", "work_uid", "tag_uid")
  },
  access: open
})

const Tags = Resource.make("tags", { fields: { word: Field.text }, access: open })
const Labels = Resource.make("labels", {
  fields: { work_uid: Field.references("works"), tag_uid: Field.references("tags") },
  access: { list: Access.owner, get: Access.owner }
})
/** Nobody may read it. */
const Vaults = Resource.make("vaults", {
  fields: { code: Field.text },
  access: { create: Access.everyone }
})
/** Of each caller what is theirs, and of nobody what is not. */
const Shelves = Resource.make("shelves", {
  fields: { place: Field.text },
  access: { get: Access.owner, list: Access.signedIn }
})

export const library = Api.make("library", { resources: [Writers, Works, Tags, Labels, Vaults, Shelves] })

export const reach: Reach = {
  caller: Caller.user("ann"),
  links: library.links,
  bounds: { records: 10, relations: 4, levels: 3 }
}

export const read = (given: Partial<QuerySyntax.QuerySyntax>, over: Partial<Reach> = {}): Query.Query =>
  Result.getOrThrow(resolve(Works, syntax(given), { ...reach, ...over }))

export const refused = (given: Partial<QuerySyntax.QuerySyntax>, over: Partial<Reach> = {}): Unresolved =>
  Result.getOrThrow(Result.flip(resolve(Works, syntax(given), { ...reach, ...over })))

export const column = (name: string, resource: Resource.Resource = Works) => Resource.columnOf(resource, name)
