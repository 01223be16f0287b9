/** Records of one resource that refer to each other: who is referred to is made first, and goes last. */
import * as Effect from "effect/Effect"
import { forServer } from "../access/Permit.ts"
import type { Change } from "../change/Change.ts"
import { stamp } from "../command/stamp.ts"
import type { Unit } from "../hooks/Unit.ts"
import type { Resource } from "../resource/Resource.ts"
import { changes } from "../store/expect.ts"

/** A change, with the uids of its resource that its content refers to. */
interface Referring {
  readonly change: Change
  readonly to: ReadonlySet<string>
}

/**
 * One statement writes many records, of which any may refer to any other: no order of their own is told. Only runs of
 * creates, or of deletes, of a resource that refers to itself are put in another order than they have.
 */
export const ordered = Effect.fnUntraced(function* (
  own: ReadonlyArray<Change>,
  resources: ReadonlyMap<string, Resource>,
  unit: Unit
) {
  const all: Array<ReadonlyArray<Change>> = []
  for (const run of runsOf(own)) {
    const [{ operation, resource: name }] = run
    const resource = resources.get(name)
    const isMoved = run.length > 1 && (operation === "create" || operation === "delete")
    if (resource === undefined || !isMoved || selfReferences(resource).length === 0) {
      all.push(run)
      continue
    }
    const referring = yield* Effect.forEach(run, (change) => referringOf(resource, change, unit))
    const targetsFirst = sorted(referring)
    all.push(operation === "delete" ? targetsFirst : targetsFirst.toReversed())
  }
  return all.flat()
})

type Run = readonly [Change, ...ReadonlyArray<Change>]

/** Neighbours that do the same to records of one resource. */
function runsOf(own: ReadonlyArray<Change>): ReadonlyArray<Run> {
  return own.reduce<ReadonlyArray<Run>>((runs, change) => {
    const last = runs.at(-1)
    return last !== undefined &&
      last[0].resource === change.resource &&
      last[0].operation === change.operation
      ? [...runs.slice(0, -1), [...last, change]]
      : [...runs, [change]]
  }, [])
}

function selfReferences({ columns, name }: Resource): ReadonlyArray<string> {
  return [...columns.values()].flatMap((column) => (column.references === name ? [column.name] : []))
}

/** By the content that the record had: after a create, or before a delete. Only the order depends on it, so that nobody's sight is asked. */
const referringOf = Effect.fnUntraced(function* (resource: Resource, change: Change, unit: Unit) {
  const version = change.operation === "delete" ? change.version - 1n : change.version
  const permit = forServer(resource, "restore", unit.caller)
  const asked = stamp({ _tag: "Recall", permit, uid: change.uid, version }, unit.caller, unit.at, null)
  const known = (yield* changes(unit.run, asked)).values()
  const image = known.find((one) => one.version === version)?.after ?? {}
  return { change, to: new Set(selfReferences(resource).map((name) => String(image[name] ?? ""))) }
})

/** Those that nothing waits for come first; in a circle, which no statements could make again, as they are. */
function sorted(waiting: ReadonlyArray<Referring>): ReadonlyArray<Change> {
  if (waiting.length === 0) return []
  const uids = new Set(waiting.map(({ change }) => change.uid))
  const waits = ({ change, to }: Referring) => [...to].some((uid) => uid !== change.uid && uids.has(uid))
  const ready = waiting.filter((one) => !waits(one))
  const now = ready.length === 0 ? waiting : ready
  return [...now.map(({ change }) => change), ...sorted(waiting.filter((one) => !now.includes(one)))]
}
