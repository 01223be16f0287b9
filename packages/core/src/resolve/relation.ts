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
  /** Its own name, or that of the resource it leads to. */
  readonly name: string
  /** Its name or its field, where `name` is a resource's that several lead to. */
  readonly hint: string | null
}

/** The link of that name; one to what nobody may read is not there. */
export const linkOf = (resource: Resource, { name, hint }: Named, { links }: Reach): Meaning<Link> => {
  const known = (links.get(resource) ?? []).filter((link) => readAct(link) !== null)
  const own = known.filter((link) => link.name === name)
  const candidates = own.length > 0 ? own : known.filter((link) => link.resource.name === name)
  const hinted = hint === null ? candidates : candidates.filter((link) => isHinted(link, hint))
  const [link, ...more] = hinted
  if (link === undefined) return Result.fail({ _tag: "RelationUnknown", relation: name, hint })
  return more.length === 0 ? Result.succeed(link) : Result.fail(ambiguous(name, hinted))
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

/** By the relation's name, its field on either side, or the resource between. */
function isHinted({ from, name, through, to }: Link, hint: string): boolean {
  return [name, from.name, to.name, through?.resource.name, through?.near.name, through?.far.name].includes(
    hint
  )
}

function ambiguous(relation: string, links: ReadonlyArray<Link>): QueryFault {
  const relations = links.map(({ from, name }) => name ?? from.name)
  return { _tag: "RelationAmbiguous", relation, relations }
}
