/** The relation that a query names, with the rules of what it leads to. */
import * as Result from "effect/Result"
import { authorise, offers, sightOf } from "../access/authorise.ts"
import type { Refused } from "../access/refused.ts"
import { always, both } from "../query/Predicate.ts"
import type { Related } from "../query/Query.ts"
import type { QueryFault } from "../query/QueryFault.ts"
import type { Link } from "../resource/Link.ts"
import type { Resource } from "../resource/Resource.ts"
import type { Meaning } from "./located.ts"
import type { Reach } from "./Reach.ts"

/** A relation as a query names it. */
interface Named {
  /** Its own name, or that of the resource it leads to, or the field or foreign key by which it does. */
  readonly name: string
  /** Its name, its field or its foreign key, where `name` is a resource's that several lead to. */
  readonly hint: string | null
}

/** The link of that name; one to what nobody may read is not there. */
export const linkOf = (resource: Resource, { name, hint }: Named, { links }: Reach): Meaning<Link> => {
  const known = (links.get(resource) ?? []).filter((link) => readAct(link) !== null)
  const candidates = namedSo(resource, name, known)
  const hinted = hint === null ? candidates : candidates.filter((link) => isHinted(resource, link, hint))
  const [link, ...more] = hinted
  if (link === undefined) return Result.fail({ _tag: "RelationUnknown", relation: name, hint })
  return more.length === 0 ? Result.succeed(link) : Result.fail(ambiguous(name, hinted))
}

/** Its own name decides before that of what it leads to, and both before what holds the two together. */
function namedSo(resource: Resource, name: string, links: ReadonlyArray<Link>): ReadonlyArray<Link> {
  const own = links.filter((link) => link.name === name)
  if (own.length > 0) return own
  const leading = links.filter((link) => link.resource.name === name)
  if (leading.length > 0) return leading
  return links.filter(
    (link) => (!link.many && link.from.name === name) || foreignKeysOf(resource, link).includes(name)
  )
}

/** What of a link's records the caller may read, or why nothing at all. */
export const relatedBy = (link: Link, { caller }: Reach): Result.Result<Related, Refused> =>
  Result.map(authorise(link.resource, readAct(link) ?? "list", caller), ({ see, using }) => ({
    link,
    through: link.through === null ? always : sightOf(link.through.resource, caller),
    wanted: both(see, using)
  }))

/** Many records are listed, one is got where that is offered. */
function readAct({ many, resource }: Link): "list" | "get" | null {
  if (!many && offers(resource, "get")) return "get"
  return offers(resource, "list") ? "list" : null
}

/** By the relation's name, its field on either side, the resource between, or a foreign key. */
function isHinted(resource: Resource, link: Link, hint: string): boolean {
  const { from, name, through, to } = link
  const between = [through?.resource.name, through?.near.name, through?.far.name]
  return [name, from.name, to.name, ...between, ...foreignKeysOf(resource, link)].includes(hint)
}

/** The constraints behind a link, by the names that PostgreSQL gives them: clients that know a database know those. */
function foreignKeysOf(
  { table }: Resource,
  { from, many, resource, through, to }: Link
): ReadonlyArray<string> {
  if (through !== null)
    return [through.near, through.far].map((column) => foreignKey(through.resource.table, column))
  return [many ? foreignKey(resource.table, to) : foreignKey(table, from)]
}

function foreignKey({ name }: Resource["table"], { columnName }: Link["from"]): string {
  return `${name}_${columnName}_fkey`
}

function ambiguous(relation: string, links: ReadonlyArray<Link>): QueryFault {
  const relations = links.map(({ from, name }) => name ?? from.name)
  return { _tag: "RelationAmbiguous", relation, relations }
}
