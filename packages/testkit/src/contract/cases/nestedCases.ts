/** Contract: a record and those of its relations made at once, all of them or none, each by rules of its own. */
import { assert } from "@effect/vitest"
import type { Fault, Rows } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import { createNested, createNestedRows, get, history, list } from "../asking/ask.ts"
import { bob, inGroups, queryOf } from "../asking/by.ts"
import { byHook, type Cases, column, fresh, nobody, one, refusal, uidOf } from "../asking/cases.ts"
import { hooked } from "../asking/hooked.ts"
import { asked, by, relation, where } from "../asking/resolved.ts"
import { veil } from "../asking/veiled.ts"
import { Bookings, Folders, Loans, Papers, Parts, Samples, Tickets, Titles } from "../declared/resources.ts"

/** An answer as a client reads it. */
const told = (rows: Rows.Written): unknown => JSON.parse(rows.json())

/** How many records of a batch there are. */
const countOf = (resource: typeof Parts | typeof Folders | typeof Papers | typeof Samples, batch: string) =>
  Effect.map(
    list(resource, queryOf(resource, batch), { caller: inGroups("rita", "readers") }),
    ({ count }) => count
  )

export const nestedCases = (it: Cases): void => {
  it.effect("makes the one record that a field refers to, each at version 1 with a change of its own", () =>
    Effect.gen(function* () {
      const batch = yield* fresh
      const made = yield* createNested(Papers, { batch, text: "p", folder: { batch, name: "f" } })
      assert.deepInclude(
        { ...made },
        { _tag: "Written", count: 1, created: true, visible: true, computed: true }
      )
      const paper = Object(told(made))
      assert.deepInclude(paper, { text: "p", version: 1, creator_uid: "ann" })
      assert.deepInclude(paper.folder, { uid: paper.folder_uid, name: "f", version: 1, creator_uid: "ann" })
      assert.strictEqual(uidOf(made), paper.uid)
      for (const [resource, uid] of [
        [Papers, paper.uid],
        [Folders, paper.folder_uid]
      ] as const) {
        const changes = yield* history(resource, uid)
        assert.strictEqual(changes.count, 1)
        assert.deepInclude(one(changes), {
          version: 1n,
          operation: "create",
          actor: "ann",
          request_id: "ann's"
        })
        assert.strictEqual(one(changes)["at"], paper.created_at)
      }
    })
  )

  it.effect("makes the records that refer to a new one, and goes on inside of them", () =>
    Effect.gen(function* () {
      const batch = yield* fresh
      const part = (name: string, parts: ReadonlyArray<object> = []) => ({ batch, name, parts })
      const made = yield* createNested(Samples, {
        batch,
        label: "s",
        parts: [part("a", [part("a1"), part("a2", [part("a2x")])]), part("b")]
      })
      assert.lengthOf(Object(told(made)).parts, 2)
      const query = {
        select: ["name", relation("sample", ["label"]), relation("whole", ["name"])],
        filters: [where("batch", "eq", batch)],
        order: [by("name")]
      }
      const sample = { label: "s" }
      assert.deepStrictEqual(yield* asked(Parts, query), [
        { name: "a", sample, whole: null },
        { name: "a1", sample: null, whole: { name: "a" } },
        { name: "a2", sample: null, whole: { name: "a" } },
        { name: "a2x", sample: null, whole: { name: "a2" } },
        { name: "b", sample, whole: null }
      ])
    })
  )

  it.effect("joins the records of a relation through another by new ones of that", () =>
    Effect.gen(function* () {
      const batch = yield* fresh
      const shelves = [
        { batch, name: "a" },
        { batch, name: "b", below: [{ batch, name: "c" }] }
      ]
      const made = yield* createNested(Titles, { name: batch, shelves })
      const query = {
        select: [relation("shelves", ["name", relation("below", ["name"])])],
        filters: [where("uid", "eq", uidOf(made))],
        related: { shelves: { order: [by("name")] } }
      }
      assert.deepStrictEqual(yield* asked(Titles, query), [
        {
          shelves: [
            { name: "a", below: [] },
            { name: "b", below: [{ name: "c" }] }
          ]
        }
      ])
      assert.lengthOf(Object(told(made)).shelves, 2)
    })
  )

  it.effect("refers to uids that the database makes, also in keys of several fields", () =>
    Effect.gen(function* () {
      const batch = yield* fresh
      const seats = [
        { batch, seat: "a" },
        { batch, seat: "b" }
      ]
      const ticket = Object(told(yield* createNested(Tickets, { batch, text: "t", bookings: seats })))
      assert.deepStrictEqual(
        ticket.bookings.map(({ seat, ticket_id }: { seat: string; ticket_id: number }) => [seat, ticket_id]),
        [
          ["a", ticket.id],
          ["b", ticket.id]
        ]
      )
      const made = yield* createNested(Bookings, { batch, seat: "c", ticket: { batch, text: "u" } })
      const booking = Object(told(made))
      assert.deepInclude(booking, { seat: "c", ticket_id: booking.ticket.id })
      assert.strictEqual(uidOf(made), `[${booking.ticket_id}, "c"]`)
    })
  )

  it.effect("takes null and an empty list for none", () =>
    Effect.gen(function* () {
      const batch = yield* fresh
      const made = yield* createNested(Parts, { batch, name: "p", whole: null, parts: [] })
      assert.deepInclude(Object(told(made)), { whole_uid: null, sample_uid: null, version: 1 })
      assert.strictEqual(yield* countOf(Parts, batch), 1)
    })
  )

  it.effect("lists the faults of every record by its place, and writes nothing", () =>
    Effect.gen(function* () {
      const batch = yield* fresh
      const fault = (path: ReadonlyArray<string | number>, code: string) => ({ path, code })
      const refused = yield* refusal(
        createNested(Samples, {
          batch,
          truth: "yes",
          parts: [
            { batch, name: "ok" },
            { batch, rank: "x", strange: 1, parts: [{ batch, name: 5 }, 7] },
            { batch, name: "n", sample_uid: batch, whole: { batch, parts: {} } },
            { batch, name: "m", whole_uid: batch, whole: { batch, name: "w" }, sample: { label: "l" } }
          ]
        })
      )
      assert.deepInclude(refused, { _tag: "RecordInvalid", resource: "samples" })
      const codes = Object(refused).faults.map(({ path, code }: Fault) => ({ path, code }))
      assert.sameDeepMembers(codes, [
        fault(["parts", 1, "parts", 1], "type"),
        fault(["parts", 2, "whole", "parts"], "type"),
        fault(["truth"], "type"),
        fault(["label"], "required"),
        fault(["parts", 1, "rank"], "type"),
        fault(["parts", 1, "strange"], "unknown"),
        fault(["parts", 1, "name"], "required"),
        fault(["parts", 1, "parts", 0, "name"], "type"),
        fault(["parts", 2, "sample_uid"], "repeated"),
        fault(["parts", 2, "whole", "name"], "required"),
        fault(["parts", 3, "whole_uid"], "repeated"),
        fault(["parts", 3, "sample"], "repeated")
      ])
      assert.strictEqual(yield* countOf(Parts, batch), 0)
    })
  )

  it.effect(
    "refuses a relation that must not be null, goes too deep, or is joined by more than two fields",
    () =>
      Effect.gen(function* () {
        const faultsOf = (refused: Readonly<Record<string, unknown>>) => refused["faults"]
        const loan = yield* refusal(createNested(Loans, { member: "m", title: null }))
        assert.deepStrictEqual(faultsOf(loan), [
          { path: ["title"], code: "required", detail: "must not be null" }
        ])
        const nest = (levels: number): object => ({
          name: "p",
          ...(levels > 0 ? { whole: nest(levels - 1) } : {})
        })
        assert.isNotEmpty(told(yield* createNested(Parts, { ...nest(5) })))
        const deep = yield* refusal(createNested(Parts, { ...nest(6) }))
        assert.deepStrictEqual(faultsOf(deep), [
          {
            path: Array(6).fill("whole"),
            code: "too-deep",
            detail: "leads deeper than 5 levels of relations"
          }
        ])
        const joined = yield* refusal(createNested(Titles, { name: "t", folders: [{ name: "f" }] }))
        assert.deepStrictEqual(faultsOf(joined), [
          {
            path: ["folders"],
            code: "unfit",
            detail: "is joined by papers, which must have more fields than the two"
          }
        ])
      })
  )

  it.effect("leaves nothing written where one of the records meets a constraint, and tells its place", () =>
    Effect.gen(function* () {
      const batch = yield* fresh
      const parts = [
        { batch, name: "a", code: batch },
        { batch, name: "b", code: batch }
      ]
      assert.deepStrictEqual(yield* refusal(createNested(Samples, { batch, label: "s", parts })), {
        _tag: "Conflict",
        resource: "parts",
        fields: ["code"],
        at: ["parts", 1]
      })
      assert.strictEqual(yield* countOf(Samples, batch), 0)
      assert.strictEqual(yield* countOf(Parts, batch), 0)
      const lost = { batch, name: "c", whole_uid: batch }
      assert.deepStrictEqual(yield* refusal(createNested(Samples, { batch, label: "s", parts: [lost] })), {
        _tag: "ReferenceMissing",
        resource: "parts",
        fields: ["whole_uid"],
        at: ["parts", 0]
      })
    })
  )

  it.effect("asks for the right to make each record, those between included", () =>
    Effect.gen(function* () {
      const body = { name: "t", shelves: [{ name: "f" }] }
      assert.deepStrictEqual(yield* refusal(createNested(Titles, body, { caller: nobody })), {
        _tag: "Unauthenticated",
        resource: "filings",
        act: "create"
      })
      assert.strictEqual((yield* createNested(Titles, { ...body, shelves: [] }, { caller: nobody })).count, 1)
    })
  )

  it.effect("shows of the others what their caller may see, and nothing where nobody reads it", () =>
    Effect.gen(function* () {
      const batch = yield* fresh
      const body = { batch, text: "p", title: { name: batch } }
      const made = yield* createNested(Papers, { ...body, folder: { batch, name: "f" } }, { caller: bob })
      assert.deepInclude(Object(told(made)).folder, { name: "f", creator_uid: "bob" })
      // What nobody has made is nobody's: a guest sees no folder, and refers to none.
      assert.deepInclude(
        yield* refusal(createNested(Papers, { ...body, folder: { batch, name: "g" } }, { caller: nobody })),
        { _tag: "ReferenceMissing", resource: "papers" }
      )
      assert.strictEqual(yield* countOf(Folders, batch), 1)
      const silent = yield* createNested(Papers, body, { minimal: true })
      assert.strictEqual(uidOf(yield* get(Papers, uidOf(silent))), uidOf(silent))
      assert.isFalse(silent.computed)
    })
  )

  it.effect("runs the hooks of each record, and takes back all of them where one refuses", () =>
    Effect.gen(function* () {
      const name = yield* fresh
      const loans = [{ member: " mia " }]
      const title = Object(told(yield* hooked.createNested(Titles, { name, loans })))
      // The hook of the loan has counted a copy since the title was made.
      assert.deepInclude(title, { name, copies: 0, version: 2 })
      assert.strictEqual(title.loans[0].member, "mia")
      const many = [...loans, { member: "noa" }]
      assert.deepStrictEqual(
        yield* refusal(hooked.createNested(Titles, { name: `${name}!`, loans: many })),
        byHook({ _tag: "NoneLeft", resource: "titles" })
      )
      assert.deepStrictEqual(yield* asked(Titles, { filters: [where("name", "eq", `${name}!`)] }), [])
    })
  )

  it.effect("tells what is made as afterRead of each resource shows it", () =>
    Effect.gen(function* () {
      const batch = yield* fresh
      const above = {
        batch,
        name: "a",
        below: [
          { batch, name: "kept" },
          { batch, name: "b" }
        ]
      }
      const made = yield* veil().createNested(Folders, above)
      assert.deepInclude(Object(told(made)), { name: "A" })
      assert.deepStrictEqual(
        Object(told(made)).below.map(({ name }: { name: string }) => name),
        ["B"]
      )
      const kept = yield* veil().createNested(Folders, { batch, name: "kept", below: [{ batch, name: "b" }] })
      assert.isFalse(kept.visible)
      assert.strictEqual((yield* get(Folders, uidOf(kept))).count, 1)
    })
  )

  it.effect("makes several, each with its own beside it, and answers those in sight in their order", () =>
    Effect.gen(function* () {
      const batch = yield* fresh
      const row = (name: string, ...below: ReadonlyArray<string>) => ({
        batch,
        name,
        below: below.map((one) => ({ batch, name: one }))
      })
      const many = yield* veil().createNestedRows(Folders, [row("b", "b1"), row("kept", "k1"), row("a")])
      assert.deepInclude({ ...many }, { _tag: "WrittenMany", count: 2, computed: true })
      const shown = JSON.parse(`[${many.json()}]`)
      assert.deepStrictEqual(
        shown.map(({ below, name }: { below: ReadonlyArray<{ name: string }>; name: string }) => [
          name,
          below.map((one) => one.name)
        ]),
        [
          ["B", ["B1"]],
          ["A", []]
        ]
      )
      assert.deepStrictEqual(
        many.met.map(({ created, version, visible }) => [created, version, visible]),
        [
          [true, "1", true],
          [true, "1", false],
          [true, "1", true]
        ]
      )
      assert.deepStrictEqual(
        column(many, "uid"),
        many.keys().map(({ uid }) => uid)
      )
      assert.strictEqual(yield* countOf(Folders, batch), 5)
    })
  )

  it.effect("makes none of several where one is refused, and tells its place", () =>
    Effect.gen(function* () {
      const batch = yield* fresh
      const row = (name: string, parts: ReadonlyArray<object>) => ({ batch, name, parts })
      const taken = [
        row("a", [{ batch, name: "x", code: batch }]),
        row("b", [{ batch, name: "y", code: batch }])
      ]
      assert.deepInclude(yield* refusal(createNestedRows(Parts, taken)), {
        _tag: "Conflict",
        at: [1, "parts", 0]
      })
      const faulty = yield* refusal(createNestedRows(Parts, [row("a", [{ batch }]), { batch, parts: 5 }]))
      assert.deepStrictEqual(
        Object(faulty).faults.map(({ path }: Fault) => path),
        [
          [1, "parts"],
          [0, "parts", 0, "name"],
          [1, "name"]
        ]
      )
      assert.strictEqual(yield* countOf(Parts, batch), 0)
    })
  )
}
