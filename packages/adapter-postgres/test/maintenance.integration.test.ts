// @effect-diagnostics asyncFunction:off
/** The partitions of the trail, as audit.maintain() and audit.merge_year() keep them. */
import { afterEach, assert, beforeEach, describe, test } from "vitest"
import { connect, type Direct, makeDatabase, servers, untilWaiting } from "./database.ts"

const today = "2026-11-28T00:00:00Z"

describe.each(servers())("on %s, the trail's partitions", (_, template) => {
  let url: string
  let owner: Direct
  let other: Direct
  beforeEach(async () => {
    url = await makeDatabase(template)
    ;[owner, other] = await Promise.all([connect(url), connect(url)])
  })
  afterEach(() => Promise.all([owner.close(), other.close()]))

  const maintain = (at = today, by = owner) =>
    by.query("select done, partition from audit.maintain(3, $1::timestamptz)", [at])
  const names = async () => (await owner.query("select name from audit.partition order by name::text")).flat()
  const changes = () => owner.query("select c::text from audit.change c order by resource, uid, version")
  const places = () =>
    owner.query(
      "select tableoid::regclass, count(*) from audit.change group by tableoid order by tableoid::regclass::text"
    )
  const write = (at: string, uid: string, version = 1, by = owner) =>
    by.query(
      `insert into audit.change (resource, uid, version, op, at, actor, after) values ('books', $1, $2, 'update', $3, 'ann', '{"title": "Emma"}')`,
      [uid, version, at]
    )
  const alarms = () =>
    owner.query("select sentence from audit.health() where alarm order by 1").then((rows) => rows.flat())

  test("are this month and the next three, each with its unique index, and stay so", async () => {
    assert.deepStrictEqual(await alarms(), ["audit.change has partitions ahead for this many months: 0"])
    const [[now] = []] = await owner.query("select now()")
    assert.lengthOf(await maintain(String(now)), 4)
    assert.deepStrictEqual(await alarms(), [])
    assert.deepStrictEqual(
      await owner.query("select amount from audit.health() where subject = 'audit.change'"),
      [["3"]]
    )
    assert.deepStrictEqual(await owner.query("select name from audit.partition where not counts_once"), [])
    assert.deepStrictEqual(await maintain(String(now)), [])
  })

  test("begin and end by UTC, whatever the session's zone", async () => {
    await owner.query("set timezone = 'Asia/Kolkata'; set datestyle = 'SQL, DMY';")
    await maintain()
    assert.deepStrictEqual(await maintain(), [])
    await owner.query("set timezone = 'UTC'; set datestyle = 'ISO';")
    assert.deepStrictEqual(
      await owner.query(
        "select begins, ends from audit.partition where name = 'audit.change_202612'::regclass"
      ),
      [["2026-12-01 00:00:00+00", "2027-01-01 00:00:00+00"]]
    )
    assert.deepStrictEqual(await maintain(), [])
  })

  test("are made once by two sessions at once", async () => {
    await write("2026-11-02Z", "a")
    const made = (await Promise.all([maintain(today, owner), maintain(today, other)])).flat()
    assert.deepStrictEqual(
      made.map(([done, name]) => [done, name]),
      [
        ["made", "audit.change_202612"],
        ["made", "audit.change_202701"],
        ["made", "audit.change_202702"],
        ["taken", "audit.change_202611"]
      ]
    )
  })

  test("take over what the default partition held, and lose nothing", async () => {
    for (const [place, at] of [
      "2026-09-10Z",
      "2026-10-31T23:59:59.999999Z",
      "2026-11-27Z",
      "2026-12-01Z",
      "2027-02-28T23:59:59Z",
      "2031-01-01Z"
    ].entries()) {
      await write(at, "a", place + 1)
      await write(at, `b${place}`)
    }
    const before = await changes()
    assert.deepStrictEqual(await maintain(), [
      ["made", "audit.change_202612"],
      ["made", "audit.change_202701"],
      ["made", "audit.change_202702"],
      ["taken", "audit.change_202609_202611"]
    ])
    assert.deepStrictEqual(await changes(), before)
    assert.deepStrictEqual(await places(), [
      ["audit.change_202609_202611", "6"],
      ["audit.change_202612", "2"],
      ["audit.change_202702", "2"],
      // What lies too far ahead is left, and told of.
      ["audit.change_default", "2"]
    ])
    assert.include(await alarms(), "audit.change_default holds changes of months that have no partition: 2")
    assert.deepStrictEqual(await maintain(), [])
    const twice: unknown = await write("2026-11-27Z", "a", 3).catch((cause: unknown) => cause)
    assert.deepInclude(twice, { code: "23505" })
  })

  test("fit around those that somebody made by hand", async () => {
    await owner.query(
      "create table audit.mine partition of audit.change for values from ('2026-10-01Z') to ('2026-10-16Z')"
    )
    await write("2026-08-31Z", "a", 1)
    await write("2026-10-15Z", "a", 2)
    await write("2026-10-20Z", "a", 3)
    await write("2026-11-20Z", "a", 4)
    const before = await changes()
    await maintain()
    assert.deepStrictEqual(await maintain(), [["taken", "audit.change_202610"]])
    assert.deepStrictEqual(await maintain(), [])
    assert.deepStrictEqual(await changes(), before)
    assert.deepStrictEqual(
      (await places()).map(([name]) => name),
      ["audit.change_202608_202609", "audit.change_202610", "audit.change_202611", "audit.mine"]
    )
    assert.deepStrictEqual(await alarms(), [
      "audit.mine has no unique index on (resource, uid, version): a version could come twice in it"
    ])
  })

  test("are taken over again after months in which nobody maintained them", async () => {
    await maintain("2026-11-28Z")
    await write("2027-02-10Z", "a", 1)
    await write("2027-03-10Z", "a", 2)
    await write("2027-05-10Z", "a", 3)
    const before = await changes()
    const done = await maintain("2027-05-20Z")
    assert.deepInclude(done, ["taken", "audit.change_202703_202705"])
    assert.deepStrictEqual(await changes(), before)
  })

  test("are dropped when they are past and empty, and no others", async () => {
    await maintain("2026-06-15Z")
    await write("2026-07-01Z", "a")
    await write("2026-08-01Z", "a", 2)
    await owner.query("delete from audit.change where version = 2")
    const dropped = (done: ReadonlyArray<ReadonlyArray<string | null>>) =>
      done.filter(([what]) => what === "dropped").map(([, name]) => name)
    assert.deepStrictEqual(dropped(await maintain("2026-11-28Z")), [
      "audit.change_202606",
      "audit.change_202609"
    ])
    await owner.query("vacuum audit.change_202608")
    assert.deepStrictEqual(dropped(await maintain("2026-11-28Z")), ["audit.change_202608"])
    assert.include(await names(), "audit.change_202607")
  })

  test("become a year once two years lie between, and lose nothing", async () => {
    await maintain("2023-02-15Z")
    await write("2023-02-01Z", "a", 1)
    await write("2023-04-30Z", "a", 2)
    await maintain("2024-01-15Z")
    await write("2024-02-01Z", "a", 3)
    const before = await changes()
    const merge = async (at: string) => (await owner.query("select audit.merge_year($1)", [at])).flat()
    assert.deepStrictEqual(await merge("2025-12-31T23:59:59Z"), [null])
    assert.deepStrictEqual(await merge("2026-01-01Z"), ["audit.change_2023"])
    assert.deepStrictEqual(await merge("2026-01-01Z"), [null])
    assert.deepStrictEqual(await changes(), before)
    assert.include(await names(), "audit.change_202402")
    assert.notInclude(await names(), "audit.change_202302")
    const twice: unknown = await write("2023-04-30Z", "a", 2).catch((cause: unknown) => cause)
    assert.deepInclude(twice, { code: "23505" })
    assert.deepStrictEqual(
      await owner.query(
        "select conname from pg_constraint where contype = 'c' and connamespace = 'audit'::regnamespace"
      ),
      []
    )
  })

  test("let writes pass while somebody reads the trail for long", async () => {
    await other.query("begin")
    await other.query("select count(*) from audit.change")
    const maintained = maintain()
    const writer = await connect(url)
    await untilWaiting(writer)
    await write("2026-11-28Z", "a", 1, writer)
    await writer.close()
    await other.query("commit")
    assert.lengthOf(await maintained, 4)
  })
})
