import { assert, describe, it } from "@effect/vitest"
import { Command, Predicate, Projection } from "@pgcrest/core"
import { alsoShowing, ungroupedIn } from "../../src/request/alsoShowing.ts"
import { Books, permit, showing, uid } from "../samples.ts"

const creator = { word: "creator", field: "creator_uid", member: "creator" }
const updater = { word: "last_updater", field: "last_updater_uid", member: "last_updater" }
const actor = { word: "actor", field: "actor", member: "acted_by" }
const get = (projection: Projection.Projection): Command.Get => ({
  _tag: "Get",
  permit: permit(Books, "get"),
  uid,
  projection
})
const page = { _tag: "Offset", limit: 10, offset: 0 } as const

const namesOf = ({ items }: Projection.Projection) => items.map(({ as }) => as)
/** What a command shows, by name. */
const shown = (command: Command.ClientCommand) => {
  if (command._tag === "Get") return namesOf(command.projection)
  if (command._tag === "List") return namesOf(command.query.projection)
  return command._tag === "History" ? command.select : []
}

describe("a read that tells people", () => {
  it("shows their uids behind the fields that were chosen, each once", () => {
    assert.deepStrictEqual(shown(alsoShowing(get(showing("title")), [creator])), ["title", "creator_uid"])
    assert.deepStrictEqual(shown(alsoShowing(get(showing("creator_uid", "title")), [updater, creator])), [
      "creator_uid",
      "title",
      "last_updater_uid"
    ])
    const query = { filter: Predicate.always, order: [], page, projection: showing("pages"), count: null }
    const list = { _tag: "List", permit: permit(Books, "list"), query } as const
    assert.deepStrictEqual(shown(alsoShowing(list, [creator])), ["pages", "creator_uid"])
  })

  it("tells nobody beside groups but whom they are grouped by", () => {
    const count = { _tag: "Aggregate", as: "count", aggregate: "count", column: null, cast: null } as const
    const of = (...names: ReadonlyArray<string>): Command.List => {
      const items = [...showing(...names).items, { ...count, type: { kind: "bigint" } } as const]
      const query = {
        filter: Predicate.always,
        order: [],
        page,
        projection: Projection.make(items),
        count: null
      }
      return { _tag: "List", permit: permit(Books, "list"), query }
    }
    assert.strictEqual(ungroupedIn(of("creator_uid"), [creator, updater]), "last_updater_uid")
    assert.isNull(ungroupedIn(of("creator_uid"), [creator]))
    assert.deepStrictEqual(shown(alsoShowing(of("creator_uid"), [creator])), ["creator_uid", "count"])
    assert.isNull(ungroupedIn(get(showing("title")), [creator]))
  })

  it("keeps the projection of whole records, which stores know by itself", () => {
    const made = alsoShowing(get(Projection.whole(Books)), [creator, updater])
    assert.strictEqual(made._tag === "Get" ? made.projection : null, Projection.whole(Books))
  })

  it("shows the actor of each change", () => {
    const history = (select: Command.History["select"]): Command.History => ({
      _tag: "History",
      permit: permit(Books, "history"),
      uid,
      select,
      fields: null,
      which: Command.everyChange,
      page
    })
    assert.isNull(shown(alsoShowing(history(null), [actor])))
    assert.deepStrictEqual(shown(alsoShowing(history(["at"]), [actor])), ["at", "actor"])
    assert.deepStrictEqual(shown(alsoShowing(history(["actor", "at"]), [actor])), ["actor", "at"])
  })
})
