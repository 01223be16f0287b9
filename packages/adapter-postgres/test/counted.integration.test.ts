// @effect-diagnostics asyncFunction:off
/** Records whose every write is counted beside them too: what is set back takes no version twice, whatever month it is. */
import { type AuditedCommand, Resource } from "@pgcrest/core"
import { afterAll, afterEach, assert, beforeAll, beforeEach, describe, test } from "vitest"
import { create, remove, removeMany, replace, update, updateMany, upsert } from "./commands.ts"
import { connect, type Direct, makeDatabase, type Opened, openStore, outcome, servers } from "./database.ts"
import { everyone } from "./shelf.ts"

const uid = "0198a000-0000-7000-8000-000000000001"
const november = "2026-11-30T12:00:00Z"
const december = "2026-12-01T12:00:00Z"
const Titles = Resource.make("headings", { table: "shelf.headings", ...everyone, trail: { counted: true } })
const Aged = Resource.make("headings", {
  table: "shelf.headings",
  ...everyone,
  trail: { counted: true },
  adopted: "2020-01-01T00:00:00Z"
})

const months = `create table audit.change_202611 partition of audit.change for values from ('2026-11-01Z') to ('2026-12-01Z');
create unique index change_202611_version_key on audit.change_202611 (resource, uid, version);
create table audit.change_202612 partition of audit.change for values from ('2026-12-01Z') to ('2027-01-01Z');
create unique index change_202612_version_key on audit.change_202612 (resource, uid, version);`

describe.each(servers())("on %s", (_, template) => {
  let direct: Direct
  let url: string
  let opened: Opened

  beforeAll(async () => {
    url = await makeDatabase(template)
    direct = await connect(url)
    await direct.query(months)
  })
  afterAll(() => direct.close())
  beforeEach(async () => {
    await direct.query("truncate shelf.headings, audit.change, audit.life;")
    opened = await openStore({ url })
    await opened.run(replace(Titles, uid, { title: "first" }, { at: november }))
    await opened.run(update(Titles, uid, { title: "second" }, { at: november }))
    await opened.run(update(Titles, uid, { title: "third" }, { at: november }))
  })
  afterEach(() => opened.close())

  const done = async (command: AuditedCommand) =>
    assert.strictEqual(outcome(await opened.run(command)), "done")
  const later = async (command: AuditedCommand) => {
    await done(command)
    return direct.query(
      `select c.version, c.op, c.before ->> 'title', l.version, h.version, (select count(distinct v.version) = count(*) from audit.change v where v.uid = c.uid)
      from audit.change c join audit.life l using (resource, uid) left join shelf.headings h on h.uid::text = c.uid
      where c.uid = '${uid}' order by c.version desc limit 1`
    )
  }
  const setBack = () => direct.query("update shelf.headings set title = 'restored', version = 1;")

  test("life follows each write, and an untroubled one looks nowhere else", async () => {
    assert.deepStrictEqual(await later(update(Titles, uid, { title: "fourth" }, { at: december })), [
      ["4", "update", null, "4", "4", "t"]
    ])
    assert.deepStrictEqual(await later(remove(Titles, uid, { at: december })), [
      ["5", "delete", null, "5", null, "t"]
    ])
  })

  test.each([
    ["an update", update(Titles, uid, { title: "x" }, { at: december }), "update"],
    ["a replace", replace(Titles, uid, { title: "x" }, { at: december }), "replace"],
    ["a delete", remove(Titles, uid, { at: december }), "delete"],
    ["an update of many", updateMany(Titles, { title: "x" }, undefined, december), "update"],
    ["an upsert", upsert(Titles, ["uid"], [{ uid, title: "x" }]), "update"],
    ["a delete of many", removeMany(Titles), "delete"]
  ] as const)("%s over a row that was set back counts on in the next month", async (_name, command, op) => {
    await setBack()
    const version = op === "delete" ? null : "4"
    assert.deepStrictEqual(await later(command), [["4", op, "restored", "4", version, "t"]])
  })

  test.each([
    ["an update", update(Titles, uid, { title: "x" }, { at: december }), "update"],
    ["a replace", replace(Titles, uid, { title: "x" }, { at: december }), "replace"],
    ["a delete", remove(Titles, uid, { at: december }), "delete"],
    ["an update of many", updateMany(Titles, { title: "x" }, undefined, december), "update"],
    ["an upsert", upsert(Titles, ["uid"], [{ uid, title: "x" }]), "update"],
    ["a delete of many", removeMany(Titles), "delete"]
  ] as const)("so does %s where what counted it is lost as well", async (_name, command, op) => {
    await setBack()
    await direct.query("truncate audit.life;")
    const version = op === "delete" ? null : "4"
    assert.deepStrictEqual(await later(command), [["4", op, "restored", "4", version, "t"]])
  })

  test.each([
    ["a replace", replace(Titles, uid, { title: "x" }, { at: december })],
    ["an upsert", upsert(Titles, ["uid"], [{ uid, title: "x" }])]
  ])("%s makes no version twice of a uid whose tombstone was lost", async (_name, command) => {
    await done(remove(Titles, uid, { at: november }))
    await direct.query("truncate audit.life;")
    assert.deepStrictEqual(await later(command), [["5", "create", null, "5", "5", "t"]])
  })

  test("a row that another program counted up goes on from there", async () => {
    await direct.query("update shelf.headings set title = 'theirs', version = 9;")
    assert.deepStrictEqual(await later(update(Titles, uid, { title: "x" }, { at: december })), [
      ["10", "update", "theirs", "10", "10", "t"]
    ])
  })

  test("a record that was there before is adopted, and one whose life began before it was counted goes on", async () => {
    await direct.query("truncate audit.change, audit.life;")
    await done(update(Aged, uid, { title: "x" }, { at: december }))
    assert.deepStrictEqual(await direct.query("select version, op from audit.change order by version"), [
      ["3", "adopt"],
      ["4", "update"]
    ])
    await direct.query("truncate audit.life;")
    assert.deepStrictEqual(await later(remove(Aged, uid, { at: december })), [
      ["5", "delete", "x", "5", null, "t"]
    ])
  })

  test("a new record is counted from its first write", async () => {
    await done(create(Titles, { title: "new" }, "0198a000-0000-7000-8000-000000000002"))
    assert.deepStrictEqual(await direct.query("select version from audit.life where uid <> $1", [uid]), [
      ["1"]
    ])
  })
})
