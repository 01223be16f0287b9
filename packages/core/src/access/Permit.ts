/** What a caller may do with a resource's records, in the words of PostgreSQL's policies: USING judges what is there, WITH CHECK what is written. */
import * as Brand from "effect/Brand"
import * as Predicate from "../query/Predicate.ts"
import type { Resource } from "../resource/Resource.ts"
import type { Act } from "./Act.ts"
import type { Caller } from "./Caller.ts"
import { presentFor } from "./presentFor.ts"

export type { Act } from "./Act.ts"

interface Parts<R extends Resource, A extends Act> {
  readonly resource: R
  readonly act: A
  /** Which records there are at all, for hooks too: those of another tenant are not there. Part of `see` and of both checks. */
  readonly tenant: Predicate.Predicate
  /** USING of a select: which records exist for the caller. Every act implies it. */
  readonly see: Predicate.Predicate
  /** USING of the act: on which of them it is allowed. */
  readonly using: Predicate.Predicate
  /** WITH CHECK of an insert: which new values a create may leave behind. */
  readonly createCheck: Predicate.Predicate
  /** WITH CHECK of an update: which new values an update may leave behind. */
  readonly updateCheck: Predicate.Predicate
}

/** What a caller may do in one act with the records of one resource: only `authorise` makes it for a client, and a command takes that of its own act alone. */
export type Permit<R extends Resource = Resource, A extends Act = Act> = Brand.Branded<Parts<R, A>, "Permit">

/** The predicates of a permit that judge a record. */
type Part = "see" | "using" | "createCheck" | "updateCheck"

/** A permit of these rules; the tenant's part holds beside each. */
export const permitted = <R extends Resource, A extends Act>(
  resource: R,
  act: A,
  caller: Caller,
  rules: Readonly<Record<Part, Predicate.Predicate>>
): Permit<R, A> => {
  const tenant = tenantOf(resource, caller)
  return branded({
    resource,
    act,
    tenant,
    see: Predicate.both(presentFor(resource, act), Predicate.both(tenant, rules.see)),
    using: rules.using,
    createCheck: Predicate.both(tenant, rules.createCheck),
    updateCheck: Predicate.both(tenant, rules.updateCheck)
  })
}

const nominal = Brand.nominal<Permit>()

// The brand's constructor is made once, for all resources and acts.
function branded<R extends Resource, A extends Act>(parts: Parts<R, A>): Permit<R, A>
function branded(parts: Parts<Resource, Act>): Permit {
  return nominal(parts)
}

/** The permit of hooks, which act for the server: all is allowed within the tenant. */
export const forServer = <R extends Resource, A extends Act>(
  resource: R,
  act: A,
  caller: Caller
): Permit<R, A> => permitted(resource, act, caller, everything)

/** The permit by which the server lists what was deleted softly. */
export const listingDeleted = <R extends Resource>(resource: R, caller: Caller): Permit<R, "list"> => {
  const permit = forServer(resource, "list", caller)
  const see = Predicate.both(tenantOf(resource, caller), presentFor(resource, "purge"))
  return branded({ ...permit, see })
}

/** A permit for what is not deleted alone, of an act that reaches both. */
export const presentOnly = <R extends Resource, A extends Act>(permit: Permit<R, A>): Permit<R, A> =>
  permit.resource.softDelete === null
    ? permit
    : branded({ ...permit, see: Predicate.both(presentFor(permit.resource, "get"), permit.see) })

/** The same for what was deleted softly alone. */
export const deletedOnly = <R extends Resource, A extends Act>(permit: Permit<R, A>): Permit<R, A> =>
  branded({ ...permit, see: Predicate.both(presentFor(permit.resource, "purge"), permit.see) })

/** The permit by which records are read that their caller has just written: they are seen as the write's answer shows them. */
export const seeing = <R extends Resource>({ resource, see }: Permit<R>, caller: Caller): Permit<R, "list"> =>
  permitted(resource, "list", caller, { ...everything, see })

const everything = {
  see: Predicate.always,
  using: Predicate.always,
  createCheck: Predicate.always,
  updateCheck: Predicate.always
}

/**
 * Resources have no tenants so far: every record is in the one that there is. Once there are several, what hooks refer to
 * must be held to it as well: their commands name no references so far (`recordsOf.ts`).
 */
export function tenantOf(_resource: Resource, _caller: Caller): Predicate.Predicate {
  return Predicate.always
}
