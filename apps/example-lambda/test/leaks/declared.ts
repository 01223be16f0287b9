/** A world as resources of an api, over tables that all worlds share. */
import { Access, Api, Field, Relation, Resource } from "@pgcrest/core"
import type { Rule, Rules } from "./rules.ts"
import { type Declared, type Name, names, type Way, waysOf, type World } from "./world.ts"

/** The tables of all worlds; a reference may lead nowhere. */
export const tables = names
  .map(
    (name) => `create table leaks.${name} (uid text primary key, name text, rank integer, flag boolean,
      a_uid text, b_uid text, creator_uid text);`
  )
  .join("\n")

const audit = { version: false, created_at: false, last_updated_at: false, last_updater_uid: false } as const
const text = Field.optional(Field.text)
const plain = { name: text, rank: Field.optional(Field.integer), flag: Field.optional(Field.boolean) }

/** A table as whoever fills it has it: whatever it refers to, whoever made its records. */
export const bare = (name: Name) =>
  Resource.make(name, {
    table: `leaks.${name}`,
    uid: "text",
    fields: { ...plain, a_uid: text, b_uid: text, creator_uid: text },
    audit: { ...audit, creator_uid: false }
  })

export const apiOf = (world: Pick<World, "resources">): Api.Api =>
  Api.make("world", {
    resources: world.resources.map((declared) => resourceOf(declared, waysOf(world, declared.name)))
  })

function resourceOf({ get, list, name, refers }: Declared, ways: ReadonlyArray<Way>): Resource.Resource {
  const reference = (target: Name | null) =>
    target === null ? text : Field.optional(Field.references(target, Field.text))
  return Resource.make(name, {
    table: `leaks.${name}`,
    uid: "text",
    fields: { ...plain, a_uid: reference(refers.a_uid), b_uid: reference(refers.b_uid) },
    audit,
    aggregates: true,
    relations: Object.fromEntries(ways.map((way) => [way.name, relationOf(way)])),
    access: {
      ...(list === null ? {} : { list: accessOf(list) }),
      ...(get === null ? {} : { get: accessOf(get) })
    }
  })
}

function relationOf({ between, from, many, over, to }: Way): Relation.Relation {
  if (between !== null) return Relation.through(to, between.name, between.near, between.far)
  return many ? Relation.many(to, over) : Relation.one(to, from)
}

function accessOf(rule: Rule): Access.Rule {
  switch (rule.is) {
    case "everyone":
      return Access.everyone
    case "signedIn":
      return Access.signedIn
    case "owner":
      return Access.owner
    case "group":
      return Access.group(rule.group)
    case "any":
      return Access.any(...eachOf(rule.rules))
    case "all":
      return Access.all(...eachOf(rule.rules))
  }
}

function eachOf([first, ...rest]: Rules): readonly [Access.Rule, ...ReadonlyArray<Access.Rule>] {
  return [accessOf(first), ...rest.map(accessOf)]
}
