/** The records that are deleted and restored with one, along the relations that its resource declares. */
import * as Effect from "effect/Effect"
import { forServer, listingDeleted } from "../access/Permit.ts"
import { referencesOf } from "../access/Reference.ts"
import { operationColumn } from "../change/changeColumns.ts"
import { unconditional } from "../command/Command.ts"
import { type CommandFailure, type CredentialFailure, RecordInvalid } from "../failures.ts"
import * as Projection from "../query/Projection.ts"
import { keyCell, uidOf } from "../resource/Key.ts"
import type { Link } from "../resource/Link.ts"
import type { Resource } from "../resource/Resource.ts"
import { newestChange } from "../store/newestChange.ts"
import { uidsOf } from "../hooks/finding.ts"
import { isOwn } from "../hooks/HookRefusal.ts"
import { faultsOf, unnamed } from "../hooks/passedOn.ts"
import type { Joined } from "../hooks/Softly.ts"
import type { Along, Step, Taking, Unit } from "../hooks/Unit.ts"
import { lock, remove, restore } from "../hooks/unitSteps.ts"

/** A resource's hooks, and what goes along with its records; `above` are those that are being deleted, of which none is met again. */
export const takingPart = <E, S>(
  resource: Resource,
  joined: Joined<E, S>,
  above: ReadonlyArray<string> = []
): Taking<E, S> => {
  const hooks = joined.hooks.get(resource.name) ?? {}
  const names = resource.softDelete?.cascade ?? []
  if (names.length === 0) return hooks
  const links = (joined.links.get(resource) ?? []).filter(({ name }) => name !== null && names.includes(name))
  return { ...hooks, along: alongOf(resource, links, joined, above) }
}

function alongOf<E, S>(
  resource: Resource,
  links: ReadonlyArray<Link>,
  joined: Joined<E, S>,
  above: ReadonlyArray<string>
): Along<E, S> {
  return {
    remove: (current, unit) => {
      const uid = uidOf(resource.key, current)
      const chain = [...above, recordIn(resource, uid)]
      return Effect.forEach(
        links,
        (link) =>
          Effect.flatMap(present(link, uid, unit), (uids) => removeEach(link, uids, joined, chain, unit)),
        { discard: true }
      )
    },
    beside: (uids) =>
      alongOf(resource, links, joined, [...above, ...uids.map((uid) => recordIn(resource, uid))]),
    restore: (uid, unit) =>
      Effect.flatMap(deletedBy(resource, uid, unit), (requestId) =>
        Effect.forEach(
          links,
          (link) =>
            Effect.flatMap(deleted(link, uid, unit), (uids) =>
              restoreEach(link, uids, joined, requestId, unit)
            ),
          { discard: true }
        )
      )
  }
}

function removeEach<E, S>(
  { resource }: Link,
  uids: ReadonlyArray<string>,
  joined: Joined<E, S>,
  above: ReadonlyArray<string>,
  unit: Unit
): Step<void, E, S> {
  const hooks = takingPart(resource, joined, above)
  const permit = forServer(resource, "delete", unit.caller)
  const met = uids.filter((uid) => !above.includes(recordIn(resource, uid)))
  return Effect.forEach(
    met,
    (uid) => {
      const command = {
        _tag: "Delete",
        permit,
        uid,
        condition: unconditional,
        projection: Projection.none
      } as const
      return Effect.catchTag(
        Effect.flatMap(lock(command, unit), (current) => remove(command, current, hooks, unit)),
        "RecordNotFound",
        // One that went meanwhile is gone, as it was to be.
        () => Effect.void
      )
    },
    { discard: true }
  )
}

function restoreEach<E, S>(
  { resource }: Link,
  uids: ReadonlyArray<string>,
  joined: Joined<E, S>,
  requestId: string | null,
  unit: Unit
): Step<void, E, S> {
  const hooks = takingPart(resource, joined)
  const permit = forServer(resource, "restore", unit.caller)
  const references = referencesOf(joined.links.get(resource) ?? [], unit.caller)
  const projection = Projection.none
  return Effect.forEach(
    uids,
    (uid) =>
      Effect.flatMap(deletedBy(resource, uid, unit), (by) =>
        by === null || by !== requestId
          ? Effect.void
          : Effect.mapError(
              restore(
                { _tag: "Restore", permit, uid, target: {}, condition: unconditional, projection },
                hooks,
                { ...unit, references },
                "server"
              ),
              ofAnother
            )
      ),
    { discard: true }
  )
}

/** Whoever asked has named neither the record nor its fields. */
function ofAnother<F>(failure: F): F | CommandFailure | CredentialFailure {
  if (!isOwn(failure)) return failure
  if (failure._tag === "RecordInvalid") {
    const { resource } = failure
    const detail = `goes along with a record of ${resource} that is not taken today: ${faultsOf(failure)}`
    return new RecordInvalid({ resource, faults: [{ path: [], code: "along", detail }] })
  }
  return "fields" in failure ? unnamed(failure) : failure
}

/** The request that deleted a record last; null where none is known. */
const isDelete = { _tag: "Compare", column: operationColumn, operator: "eq", value: "delete" } as const

function deletedBy(resource: Resource, uid: string, unit: Unit) {
  const permit = forServer(resource, "history", unit.caller)
  return Effect.map(newestChange(permit, uid, unit, isDelete), (last) => last?.request_id ?? null)
}

/** The records that a link leads to. */
function present(link: Link, uid: string, unit: Unit) {
  return uidsOf(forServer(link.resource, "list", unit.caller), leadingTo(link, uid), unit)
}

/** Those that were deleted softly. */
function deleted(link: Link, uid: string, unit: Unit) {
  return uidsOf(listingDeleted(link.resource, unit.caller), leadingTo(link, uid), unit)
}

function leadingTo({ to }: Link, uid: string) {
  const value = keyCell(to, uid)
  return { _tag: "Compare", column: to, operator: "eq", value } as const
}

function recordIn({ name }: Resource, uid: string): string {
  return JSON.stringify([name, uid])
}
