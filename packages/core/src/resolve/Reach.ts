/** Whose query is resolved, and how far it can reach. */
import type { Caller } from "../access/Caller.ts"
import type { Refused } from "../access/refused.ts"
import type { Located } from "../query/QueryFault.ts"
import type { Link } from "../resource/Link.ts"
import type { Resource } from "../resource/Resource.ts"

/** How many records and relations one query asks for. */
export interface QueryBounds {
  /** Records beside one record. */
  readonly records: number
  /** Relations in one query. */
  readonly relations: number
  /** Levels of relations in relations. */
  readonly levels: number
}

/** Whose query it is: each resource that it leads to has rules of its own. */
export interface Reach {
  readonly caller: Caller
  /** Of each resource of the api: see `Api.links`. */
  readonly links: ReadonlyMap<Resource, ReadonlyArray<Link>>
  readonly bounds: QueryBounds
}

/** Why a query is not answered: it means nothing, or leads where its caller may not go. */
export type Unresolved = Located | Refused
