/** Stores that tell a little more than they should, each by one change of what it is asked or of what it answers. */
import { type AuditedCommand, Predicate, ResourceStore, type Rows, type Run } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import type { Load } from "./load.ts"
import { embedding, existing, opened, type Queried, sorting } from "./mutations.ts"

type Mutant = (run: Run) => Run

const { always } = Predicate

/** By what is wrong with them. */
export const mutants: Readonly<Record<string, Mutant>> = {
  "shows related records that are hidden": asking((query) => embedding(query, { wanted: always })),
  "joins related records by what is hidden": asking((query) => embedding(query, { through: always })),
  "asks for the existence of what is hidden": asking((query) =>
    existing(query, (exists) => ({ ...exists, where: opened(exists.where) }))
  ),
  "asks for existence by what is hidden": asking((query) =>
    existing(query, (exists) => ({ ...exists, through: always }))
  ),
  "sorts by what is hidden": asking(sorting),
  "lists what may not be seen": permitting({ see: always }),
  "lists what may be got alone": permitting({ using: always }),
  "takes a cursor for a permit": (run) => (audited) => (isPlaced(audited) ? all(run)(audited) : run(audited)),
  "counts what is hidden": telling(({ total }) => ({ total }), all),
  "tells that there is more of what is hidden": telling(({ more }) => ({ more }), all),
  "tells places of what is hidden": telling(({ place }) => ({ place }), asking(sorting))
}

/** The same records in a store with this fault. */
export const mutated =
  (mutant: Mutant, load: Load): Load =>
  (rows) =>
    Effect.map(load(rows), (store) => ResourceStore.of({ ...store, run: mutant(store.run) }))

function all(run: Run): Run {
  return permitting({ see: always, using: always })(run)
}

/** What it is asked for is another query. */
function asking(edit: <Q extends Queried>(query: Q) => Q): Mutant {
  return (run) => (audited) => {
    const { command } = audited
    if (command._tag === "List")
      return run({ ...audited, command: { ...command, query: edit(command.query) } })
    if (command._tag !== "Get") return run(audited)
    const { projection } = edit({ filter: always, order: [], projection: command.projection })
    return run({ ...audited, command: { ...command, projection } })
  }
}

/** Lists and gets by another permit. */
function permitting(open: {
  readonly see?: Predicate.Predicate
  readonly using?: Predicate.Predicate
}): Mutant {
  return (run) => (audited) => {
    const { command } = audited
    if (command._tag === "List")
      return run({ ...audited, command: { ...command, permit: { ...command.permit, ...open } } })
    return command._tag === "Get"
      ? run({ ...audited, command: { ...command, permit: { ...command.permit, ...open } } })
      : run(audited)
  }
}

/** Facts of a page that are not those of its records. */
function telling(facts: (rows: Rows.Found) => Partial<Rows.Found>, wrong: Mutant): Mutant {
  return (run) => (audited) =>
    Effect.zipWith(run(audited), wrong(run)(audited), (rows, others) =>
      rows._tag === "Found" && others._tag === "Found" ? { ...rows, ...facts(others) } : rows
    )
}

function isPlaced({ command }: AuditedCommand): boolean {
  return command._tag === "List" && command.query.page._tag !== "Offset"
}
