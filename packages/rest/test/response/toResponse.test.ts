import { assert, describe, it } from "@effect/vitest"
import {
  type Act,
  Caller,
  type Change,
  Command,
  Predicate,
  Projection,
  type Resource,
  Rows,
  type Values
} from "@pgcrest/core"
import * as Result from "effect/Result"
import type { Headers } from "../../src/request/readHeaders.ts"
import type { Exchange } from "../../src/response/Exchange.ts"
import { representationOf } from "../../src/response/Representation.ts"
import { toResponse } from "../../src/response/toResponse.ts"
import { routes } from "../../src/request/routes.ts"
import { Books, emma, Logs, permit, plainHeaders, refusal, showing, shown, Tags, uid } from "../samples.ts"
import { unsaid } from "../unsaid.ts"

const condition = Command.unconditional
const on = (resource: Resource.Resource) => {
  const of = <A extends Act>(act: A) => ({ permit: permit(resource, act), uid })
  const found = <A extends Act>(act: A) => ({
    permit: permit(resource, act),
    filter: Predicate.always,
    most: null
  })
  const [projection, values] = [Projection.whole(resource), {}]
  return {
    get: { _tag: "Get", ...of("get"), projection },
    create: { _tag: "Create", permit: permit(resource, "create"), values, projection },
    replace: { _tag: "Replace", ...of("replace"), values, condition, projection },
    update: { _tag: "Update", projection, ...of("update"), values, condition, merge: false },
    restore: { _tag: "Restore", ...of("restore"), target: { version: 1n }, condition, projection },
    remove: { _tag: "Delete", projection, ...of("delete"), condition },
    createMany: {
      _tag: "CreateMany",
      permit: permit(resource, "create"),
      rows: [],
      ignore: null,
      projection
    },
    upsert: { _tag: "Upsert", permit: permit(resource, "upsert"), rows: [], on: [], projection },
    updateMany: { _tag: "UpdateMany", ...found("update"), projection, values, merge: false },
    removeMany: { _tag: "DeleteMany", ...found("delete"), projection },
    history: {
      _tag: "History",
      ...of("history"),
      select: null,
      fields: null,
      which: Command.everyChange,
      page: { _tag: "Offset", limit: 10, offset: 0 }
    }
  } as const
}
const books = on(Books)
const whole = Projection.whole(Books)
const list = (limit: number, offset: number): Command.List<Resource.Resource> => ({
  _tag: "List",
  permit: permit(Books, "list"),
  query: {
    filter: Predicate.always,
    order: [],
    page: { _tag: "Offset", limit, offset },
    projection: whole,
    count: null
  }
})
const exchange = (command: Command.ClientCommand, headers: Partial<Headers> = {}, base = ""): Exchange => ({
  _tag: "Exchange",
  command,
  caller: Caller.anonymous("r"),
  strict: false,
  trial: null,
  travel: null,
  key: null,
  reshown: false,
  expansion: null,
  single: false,
  headers: { ...plainHeaders, ...headers },
  representation: Result.getOrThrow(
    representationOf(headers.media ?? plainHeaders.media, { command, expansion: null, single: false })
  ),
  base,
  listed: { address: `${base}/books`, pairs: [] }
})

const beside = { expanded: null, millis: Date.UTC(2026, 10, 26) }

/** Records, and what a store tells of them beside. */
interface Told extends Rows.Answered<Values> {
  readonly created: boolean
  readonly visible: boolean
  readonly total: number | null
  readonly page: Partial<Pick<Rows.Paged, "counted" | "more" | "read">>
}
const told = (records: Rows.Answered<Values>, facts: Partial<Told> = {}): Told => ({
  created: false,
  visible: true,
  total: null,
  page: {},
  ...records,
  ...facts
})
const rowsOf = (values: Values = {}, facts: Partial<Told> = {}, resource: Resource.Resource = Books): Told =>
  told(emma(values, resource), facts)
const change: Change = {
  ...unsaid,
  resource: "books",
  uid,
  version: 3n,
  operation: "update",
  at: "2026-11-25T08:30:00Z",
  actor: "ann",
  request_id: "r-1",
  after: { title: "Emma" }
}

const isMaking = ({ _tag }: Command.ClientCommand): boolean => _tag === "CreateMany" || _tag === "Upsert"

/** The kind of answer that a command gets. */
const rowsFor = (command: Command.ClientCommand, records: Told): Rows.Rows => {
  switch (command._tag) {
    case "Get":
    case "List":
      return { ...Rows.found(records, records.total), ...records.page }
    case "Compare":
      return Rows.differences([{ before: null, after: records }], { past: null, ...records.page })
    case "Create":
    case "CreateNested":
      return Rows.written(records, { ...records, created: true })
    case "Replace":
    case "Restore":
      return Rows.written(records, records)
    case "Update":
    case "Patch":
    case "Delete":
      return Rows.written(records, { ...records, created: false })
    case "CreateMany":
    case "CreateManyNested":
    case "Upsert":
    case "UpdateMany":
    case "DeleteMany":
      return Rows.writtenMany(
        records,
        records
          .keys()
          .map((key) => ({ ...key, created: isMaking(command) && records.created, visible: records.visible }))
      )
    case "History":
      return Rows.fromChanges(command.permit.resource, [change], command.select)
  }
}
const answered = (records: Told, command: Command.ClientCommand, headers: Partial<Headers> = {}, base = "") =>
  toResponse(rowsFor(command, records), exchange(command, headers, base), beside)
const answer = (...asked: Parameters<typeof answered>): Record<string, unknown> => {
  const response = Result.getOrThrow(answered(...asked))
  return { status: response.status, body: response.body, ...Object.fromEntries(response.headers) }
}
const preferring = (value: "minimal" | "representation") => ({ preferences: { return: value, unknown: [] } })
const tagged = (opaque: string, weak = false) => [{ weak, opaque }]
const row = rowsOf()
const json = "application/json; charset=utf-8"
const header = (name: string, ...asked: Parameters<typeof answered>): string | undefined =>
  new Map(Result.getOrThrow(answered(...asked)).headers).get(name)
const etagOf = (records: Told, command: Command.ClientCommand): string =>
  header("etag", records, command) ?? ""
const opaqueOf = (etag: string) => etag.slice(1, -1)

describe("statuses", () => {
  it("are those that the routes tell of, and each of these comes", () => {
    const { create, createMany, removeMany, update, updateMany, ...others } = books
    const commands = {
      ...others,
      create: [create, createMany],
      update: [update, updateMany],
      delete: [books.remove, removeMany],
      purge: books.remove,
      list: list(10, 0)
    }
    const wishes = [{}, preferring("minimal"), preferring("representation"), { noneMatch: "*" }] as const
    const facts = [{}, { created: true }, { visible: false }]
    const statuses = (act: Act) =>
      [commands[act]]
        .flat()
        .flatMap((command) =>
          wishes.flatMap((wish) => facts.map((fact) => answer(rowsOf({}, fact), command, wish)["status"]))
        )
    for (const { act, answers } of routes(Books))
      assert.deepStrictEqual([...new Set(statuses(act))].toSorted(), [...answers], act)
  })

  it("answers reads with 200, private and to be asked for again", () => {
    for (const command of [books.get, list(10, 0), books.history]) {
      const {
        status,
        "content-type": type,
        "cache-control": cache
      } = Object.assign({ "content-type": "", "cache-control": "" }, answer(row, command))
      assert.deepStrictEqual([status, type, cache], [200, json, "private, no-cache"])
    }
  })

  it("puts brackets around lists, not around records", () => {
    assert.deepInclude(answer(row, books.get), { body: row.json() })
    assert.deepInclude(answer(row, list(10, 0)), { body: `[${row.json()}]` })
    assert.deepInclude(answer(told(shown(Books)), list(10, 0)), { body: "[]" })
    const { json: changes } = rowsFor(books.history, row)
    assert.deepInclude(answer(row, books.history), { body: `[${changes()}]` })
  })

  const made = rowsOf({}, { created: true })
  const hidden = { visible: false }
  it.each([
    ["a create", books.create, row, 201],
    ["a replace that made the record", books.replace, made, 201],
    ["a replace", books.replace, row, 200],
    ["an update", books.update, row, 200]
  ] as const)("answers %s with the record, never to be stored", (_what, command, rows, status) =>
    assert.deepInclude(answer(rows, command), {
      status,
      body: rows.json(),
      "content-type": json,
      "cache-control": "no-store"
    })
  )

  it.each([
    ["a create", books.create, row, 201],
    ["a replace that made the record", books.replace, made, 201],
    ["a replace", books.replace, row, 204],
    ["an update", books.update, row, 204],
    ["a delete", books.remove, row, 204]
  ] as const)(
    "answers %s without a body under return=minimal, and says so",
    (_what, command, rows, status) => {
      const response = answer(rows, command, preferring("minimal"))
      assert.deepInclude(response, { status, body: null, "preference-applied": "return=minimal" })
      assert.doesNotHaveAnyKeys(response, ["content-type", "content-location"])
    }
  )

  it.each([
    ["a create", books.create, hidden, 201],
    ["a replace that made the record", books.replace, { ...hidden, created: true }, 201],
    ["a replace", books.replace, hidden, 204],
    ["an update", books.update, hidden, 204],
    ["a delete", books.remove, hidden, 204]
  ] as const)(
    "shows nothing of %s that its caller cannot see, nor claims to",
    (_what, command, facts, status) => {
      const response = answer(rowsOf({}, facts), command, preferring("representation"))
      assert.deepInclude(response, { status, body: null })
      assert.doesNotHaveAnyKeys(response, ["content-type", "content-location", "preference-applied"])
    }
  )

  it("answers a delete with 204, or with what was deleted", () => {
    assert.deepInclude(answer(row, books.remove), { status: 204, body: null, "cache-control": "no-store" })
    assert.deepInclude(answer(row, books.remove, preferring("representation")), {
      status: 200,
      body: row.json(),
      "preference-applied": "return=representation"
    })
  })
})

describe("Location", () => {
  it("stands behind the outside prefix, or the public URL, also as Content-Location", () => {
    for (const base of ["", "/prod", "https://api.example.com/v1"]) {
      const location = `${base}/books/${uid}`
      assert.deepInclude(answer(row, books.create, {}, base), { location, "content-location": location })
    }
  })

  it("encodes a uid of text, whatever it holds", () => {
    const uids = ["a/b", "ä ?#%", "a\r\nx-evil: 1", '"']
    const locations = uids.map((any) => answer(rowsOf({ uid: any }, {}, Tags), on(Tags).create))
    assert.deepStrictEqual(
      locations.map((headers) => Object.assign({ location: "" }, headers).location),
      ["/tags/a%2Fb", "/tags/%C3%A4%20%3F%23%25", "/tags/a%0D%0Ax-evil%3A%201", "/tags/%22"]
    )
  })

  it("comes with 201 alone", () => assert.notProperty(answer(row, books.update), "location"))
})

describe("entity tags", () => {
  it("begin with the version, and come with get, create and update, not with put, list or history", () => {
    for (const command of [books.get, books.create, books.update])
      assert.match(etagOf(row, command), /^"3-[0-9a-z]+"$/)
    for (const command of [books.replace, list(1, 0), books.history, books.remove]) {
      assert.strictEqual(etagOf(row, command), "")
    }
  })

  it("are the same after create, update and get, and others for another choice of fields or version", () => {
    assert.strictEqual(etagOf(row, books.create), etagOf(row, books.get))
    assert.strictEqual(etagOf(row, books.update), etagOf(row, books.get))
    const some = { ...books.get, projection: showing("title") }
    const turned = { ...books.get, projection: showing("pages", "title") }
    const tags = [books.get, some, turned].map((command) => etagOf(row, command))
    assert.strictEqual(new Set([...tags, etagOf(rowsOf({ version: 4n }), books.get)]).size, 4)
  })

  it("follow the bytes where more than the row went into them", () => {
    const computed = (title: string) => etagOf(rowsOf({ title }, { computed: true }), books.get)
    assert.notStrictEqual(computed("a"), computed("b"))
    assert.strictEqual(computed("a"), computed("a"))
    assert.strictEqual(etagOf(rowsOf({ title: "a" }), books.get), etagOf(rowsOf({ title: "b" }), books.get))
  })

  it("are not told of a record with its people, who change without a version: none can match", () => {
    const expansion = [{ word: "creator", field: "creator_uid", member: "creator" }]
    const told = (headers: Partial<Headers> = {}) =>
      toResponse(
        rowsFor(books.get, row),
        { ...exchange(books.get, headers), expansion },
        {
          ...beside,
          expanded: "creator"
        }
      )
    const plain = new Map(Result.getOrThrow(told()).headers)
    assert.isUndefined(plain.get("etag"))
    assert.strictEqual(plain.get("expand-applied"), "creator")
    const tag = tagged(opaqueOf(etagOf(row, books.get)))
    assert.strictEqual(Result.getOrThrow(told({ noneMatch: tag })).status, 200)
    assert.strictEqual(Result.getOrThrow(told({ match: "*" })).status, 200)
    assert.deepInclude(refusal(told({ match: tag })), {
      _tag: "ConditionFailed",
      detail: "This answer has no entity tag, so none can match."
    })
  })

  it("are not told of a write that did not ask the hook which makes what reads show", () => {
    const tag = (command: typeof books.update | typeof books.create, computed: boolean) => {
      const rows = Rows.written(rowsOf({}, { computed }), { created: false, visible: true })
      const asked = { ...exchange(command, preferring("minimal")), reshown: true }
      return new Map(Result.getOrThrow(toResponse(rows, asked, beside)).headers).get("etag")
    }
    for (const command of [books.update, books.create]) {
      assert.isUndefined(tag(command, false))
      assert.match(tag(command, true) ?? "", /^"3-/)
    }
  })

  it("come from what the store tells of a row that counts no versions, and not at all where it tells nothing", () => {
    const keys = () => ({ uid, version: "16384.7.0.1" })
    const placed = Rows.fromValues(Projection.whole(Logs), [{ uid, line: "x" }], keys)
    assert.match(etagOf(told(placed), on(Logs).get), /^"16384\.7\.0\.1-/)
    const logs = rowsOf({}, {}, Logs)
    assert.notProperty(answer(logs, on(Logs).get), "etag")
    assert.notProperty(answer(logs, on(Logs).create), "etag")
  })

  it("tell each of some hundred choices of fields from all others, and again from the whole record", () => {
    const names = [...Books.columns.values()].filter(({ shown }) => shown).map(({ name }) => name)
    const choices = names.flatMap((first) =>
      names.filter((name) => name !== first).map((second) => [first, second])
    )
    const ofAll = etagOf(row, books.get)
    const told = () => choices.map((select) => etagOf(row, { ...books.get, projection: showing(...select) }))
    const tags = told()
    assert.isAbove(choices.length, 250)
    assert.strictEqual(new Set([...tags, ofAll]).size, choices.length + 1)
    assert.deepStrictEqual(told(), tags)
    assert.strictEqual(etagOf(row, books.get), ofAll)
  })
})

describe("conditions on reads", () => {
  const etag = opaqueOf(etagOf(row, books.get))

  it("answer 304 for the whole tag, weak or not, with tag and caching and nothing else", () => {
    for (const noneMatch of [
      tagged(etag),
      tagged(etag, true),
      [...tagged("x"), ...tagged(etag)],
      "*" as const
    ]) {
      assert.deepStrictEqual(answer(row, books.get, { noneMatch }), {
        status: 304,
        body: null,
        "cache-control": "private, no-cache",
        etag: `"${etag}"`
      })
    }
  })

  it("answer in full for another view or version, or for no tag", () => {
    for (const noneMatch of [tagged("3"), tagged("3-"), tagged(`${etag}x`), tagged("2-abc"), []]) {
      assert.deepInclude(answer(row, books.get, { noneMatch }), { status: 200 })
    }
    const some = { ...books.get, projection: showing("title") }
    assert.deepInclude(answer(row, some, { noneMatch: tagged(etag) }), { status: 200 })
    assert.deepInclude(answer(rowsOf({}, {}, Logs), on(Logs).get, { noneMatch: tagged("") }), { status: 200 })
  })

  describe("of dates", () => {
    const dated = (last_updated_at: string, facts: Partial<Told> = {}) => rowsOf({ last_updated_at }, facts)
    const modified = dated("2026-11-25T08:30:00.5Z")
    const text = "Wed, 25 Nov 2026 08:30:00 GMT"
    const [earlier, same] = ["2026-11-25T08:29:59.999999Z", "2026-11-25T08:30:00.999999Z"]
    const status = (headers: Partial<Headers>, records = modified) =>
      Result.match(answered(records, books.get, headers), {
        onFailure: ({ _tag }) => _tag,
        onSuccess: ({ status }) => status
      })

    it("tell a record's last change by the second, and never a later one than now", () => {
      assert.strictEqual(header("last-modified", modified, books.get), text)
      assert.strictEqual(
        header("last-modified", dated("2026-11-26T00:00:07Z"), books.get),
        "Thu, 26 Nov 2026 00:00:00 GMT"
      )
      assert.strictEqual(
        header("last-modified", modified, books.get, { modifiedSince: same }),
        text,
        "on 304 too"
      )
    })

    it("tell none where the answer shows no instant, or more than the record", () => {
      const told = [
        header("last-modified", rowsOf(), books.get),
        header("last-modified", dated("-infinity"), books.get),
        header("last-modified", dated("2026-11-25T08:30:00Z", { computed: true }), books.get),
        header("last-modified", modified, books.replace),
        header("last-modified", modified, books.update),
        header("last-modified", modified, list(1, 0))
      ]
      assert.deepStrictEqual(
        told,
        told.map(() => undefined)
      )
    })

    it("answer 304 to what has not changed since, within the second too", () => {
      assert.strictEqual(status({ modifiedSince: same }), 304)
      assert.strictEqual(status({ modifiedSince: earlier }), 200)
      assert.strictEqual(status({ modifiedSince: same }, dated("2026-11-25T08:30:01Z")), 200)
      assert.strictEqual(status({ modifiedSince: same }, rowsOf()), 200)
      assert.strictEqual(status({ modifiedSince: same, noneMatch: tagged("x") }), 200)
    })

    it("answer 412 to what has changed since, unless a tag is named", () => {
      assert.strictEqual(status({ unmodifiedSince: same }), 200)
      assert.strictEqual(status({ unmodifiedSince: earlier }), "ConditionFailed")
      assert.strictEqual(status({ unmodifiedSince: earlier }, rowsOf()), 200)
      assert.strictEqual(status({ unmodifiedSince: earlier, noneMatch: tagged(etag) }), "ConditionFailed")
      assert.strictEqual(status({ unmodifiedSince: same, noneMatch: tagged(etag) }), 304)
    })
  })

  it("let If-Match through for the exact strong tag or *", () => {
    const matches = (match: Headers["match"], rows = row, command: Command.ClientCommand = books.get) =>
      Result.isSuccess(answered(rows, command, { match }))
    assert.isTrue(matches(null))
    assert.isTrue(matches("*"))
    assert.isTrue(matches(tagged(etag)))
    assert.isFalse(matches(tagged(etag, true)))
    assert.isFalse(matches(tagged("2-x")))
    assert.isFalse(matches([]))
    assert.isFalse(matches(tagged("x"), rowsOf({}, {}, Logs), on(Logs).get))
    assert.isTrue(matches("*", rowsOf({}, {}, Logs), on(Logs).get))
    assert.isTrue(matches(tagged("x"), row, list(1, 0)))
    assert.isTrue(matches(tagged("x"), row, books.history))
  })

  it("answer in full where If-Match lets a read through, and name the condition where it does not", () => {
    assert.deepStrictEqual(answer(row, books.get, { match: tagged(etag) }), answer(row, books.get))
    assert.deepStrictEqual(refusal(answered(row, books.get, { match: tagged("2-x") })), {
      _tag: "ConditionFailed",
      detail: "The record's entity tag is none of those in If-Match."
    })
  })

  it("ask If-Match before If-None-Match", () => {
    const both = (match: string) =>
      answered(row, books.get, { match: tagged(match), noneMatch: tagged(etag) })
    assert.strictEqual(Result.getOrThrow(both(etag)).status, 304)
    assert.strictEqual(refusal(both("2-x"))._tag, "ConditionFailed")
  })

  it("do not judge a write's answer again: its store has", () => {
    for (const command of [books.create, books.replace, books.update, books.remove])
      assert.isTrue(Result.isSuccess(answered(row, command, { match: tagged("2-x") })))
  })
})

describe("Content-Range", () => {
  const rows = (count: number, facts: Partial<Told>) =>
    told(shown(Books, ...Array.from({ length: count }, () => ({ uid }))), facts)
  const range = (count: number, limit: number, offset: number, facts: Partial<Told> = {}) =>
    header("content-range", rows(count, facts), list(limit, offset))
  const more = { page: { more: true } }

  it.each([
    ["a full page of who knows how many", range(2, 2, 0, more), "items 0-1/*"],
    ["a full page of a counted total", range(2, 2, 4, { ...more, total: 9 }), "items 4-5/9"],
    ["a full page with nothing behind it, so the last", range(2, 2, 4), "items 4-5/6"],
    ["a page that is not full, so the last", range(1, 2, 4), "items 4-4/5"],
    ["a page that was cut short", range(1, 2, 4, more), "items 4-4/*"],
    [
      "a plan's number",
      range(2, 2, 4, { page: { more: true, counted: "about" }, total: 90 }),
      "items 4-5/90"
    ],
    [
      "a plan's number that is less than is there",
      range(2, 2, 4, { page: { more: true, counted: "about" }, total: 3 }),
      "items 4-5/6"
    ],
    [
      "what was counted up to a bound",
      range(2, 2, 4, { page: { more: true, counted: "more" }, total: 1000 }),
      "items 4-5/*"
    ],
    ["no records at all", range(0, 2, 0), "items */0"],
    ["nothing past the end, uncounted", range(0, 2, 9), undefined],
    ["nothing past the end, counted", range(0, 2, 9, { total: 5 }), "items */5"],
    ["limit 0, uncounted", range(0, 0, 0, more), undefined],
    ["limit 0 of nothing", range(0, 0, 0), "items */0"],
    ["limit 0, counted", range(0, 0, 0, { ...more, total: 5 }), "items */5"]
  ])("tells of %s", (_what, header, expected) => assert.strictEqual(header, expected))

  it("guesses no total where a hook has taken records out", () => {
    const thinned = rows(1, { computed: true, page: { read: 2 } })
    assert.strictEqual(header("content-range", thinned, list(2, 0)), "items 0-0/*")
  })
})
