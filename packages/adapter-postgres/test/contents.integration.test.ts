// @effect-diagnostics asyncFunction:off
/** What a change keeps in the database: bytes that no setting of a session changes, and what is sealed behind its commitment. */
import { outOfBand } from "@pgcrest/adapter-postgres"
import { Api, contentText, Field, Resource, type Rows, sealedText, type StoreFailure } from "@pgcrest/core"
import { createHash } from "node:crypto"
import * as Result from "effect/Result"
import { afterAll, afterEach, assert, beforeAll, describe, test } from "vitest"
import { create, history, instant, remove, update } from "./commands.ts"
import { connect, type Direct, makeDatabase, type Opened, openStore, servers } from "./database.ts"
import { everyone } from "./shelf.ts"

const uid = "0198a000-0000-7000-8000-000000000001"
const second = "0198a000-0000-7000-8000-000000000002"

/** Each value that PostgreSQL writes by a setting of the session. */
const Settings = Resource.make("settings", {
  table: "shelf.settings",
  fields: {
    moment: Field.timestamptz,
    wall: Field.timestamp("local"),
    day: Field.date,
    span: Field.interval,
    bytes: Field.bytea,
    half: Field.float,
    moments: Field.array(Field.timestamptz),
    days: Field.array(Field.date),
    spans: Field.array(Field.interval),
    blobs: Field.array(Field.bytea),
    period: Field.range("tstzrange"),
    gap: Field.range("daterange")
  },
  access: everyone.access
})
const values = {
  moment: "2026-11-25T08:30:00.25Z",
  wall: "2026-11-25T08:30:00",
  day: "2026-11-25",
  span: "P1Y2M3DT4H5M6.5S",
  bytes: "AP8=",
  half: 0.1,
  moments: ["2026-11-25T08:30:00.25Z"],
  days: ["2026-11-25"],
  spans: ["P1D", "PT-1S"],
  blobs: ["AP8="],
  period: "[2026-11-25T08:30:00Z,2026-11-26T00:00:00.5Z)",
  gap: "[2026-11-25,2026-11-27)"
}

const Measures = Resource.make("measures", {
  fields: { half: Field.float, short: Field.real },
  access: everyone.access
})
/** What texts of few digits are read as, up to a power of ten: some stand halfway between two numbers. */
const measures = (largest: number) =>
  Array.from({ length: largest }, (_, power) => power).flatMap((power) =>
    [1, 2, 5, 7, 38, 95, 97, 1234567].map((digits) => Number(`${digits}e${power}`))
  )

const Patients = Resource.make("patients", {
  table: "shelf.patients",
  fields: {
    ward: Field.text,
    name: Field.sealed(Field.text),
    born: Field.optional(Field.sealed(Field.date))
  },
  access: everyone.access
})

describe.each(servers())("on %s", (_, template) => {
  let direct: Direct
  let url: string
  let opened: Opened
  beforeAll(async () => {
    url = await makeDatabase(template)
    direct = await connect(url)
    await direct.query(`
      create table shelf.settings (uid uuid primary key, moment timestamptz, wall timestamp, day date, span interval, bytes bytea, half double precision,
        moments timestamptz[], days date[], spans interval[], blobs bytea[], period tstzrange, gap daterange, version bigint, created_at timestamptz, last_updated_at timestamptz, creator_uid text, last_updater_uid text);
      create table shelf.patients (uid uuid primary key, ward text, name text, born date, version bigint, created_at timestamptz, last_updated_at timestamptz, creator_uid text, last_updater_uid text);`)
  })
  afterEach(() => opened?.close())
  afterAll(() => direct.close())

  test("a number of doubles has the digits that PostgreSQL gives it", async () => {
    const powersOfTwo = Array.from({ length: 2046 }, (_, at) => 2 ** (at - 1022))
    const halves = [...measures(300), ...powersOfTwo, 18014398509482010, 288230376151900000, -1e23]
    const shorts = [...measures(30), 33554450, 8.5899346e9].map(Math.fround)
    const digitsOf = async (type: string, values: ReadonlyArray<number>) =>
      (
        await direct.query(
          `select to_jsonb(one)::text from unnest($1::${type}[]) with ordinality as given(one, at) order by at`,
          [values.map((value) => (type === "real" ? value.toPrecision(9) : value.toPrecision(17)))]
        )
      ).map(([text]) => text)
    const toldOf = (name: "half" | "short", values: ReadonlyArray<number>) =>
      values.map((value) =>
        new RegExp(`"${name}": (-?[\\d.]+)`, "u").exec(contentText(Measures, { [name]: value }))?.at(1)
      )
    assert.deepStrictEqual(toldOf("half", halves), await digitsOf("double precision", halves))
    assert.deepStrictEqual(toldOf("short", shorts), await digitsOf("real", shorts))
  })

  test("a content is the same bytes whatever the session's settings are", async () => {
    const name = new URL(url).pathname.slice(1)
    const settings = [
      "set timezone = 'Asia/Kolkata'",
      "set intervalstyle = 'sql_standard'",
      "set extra_float_digits = 3",
      "set datestyle = 'German'"
    ]
    await direct.query(settings.map((one) => `alter database "${name}" ${one};`).join(" "))
    opened = await openStore({ url })
    await opened.run(create(Settings, values, uid))
    await direct.query(`alter database "${name}" reset all;`)
    const [[stored] = []] = await direct.query("select after::text from audit.change where uid = $1", [uid])
    const audit = {
      uid,
      version: 1n,
      created_at: instant,
      last_updated_at: instant,
      creator_uid: "ann",
      last_updater_uid: "ann"
    }
    assert.strictEqual(stored, contentText(Settings, { ...values, ...audit }))
    assert.include(stored, `"span": "P1Y2M3DT4H5M6.5S"`)
    assert.include(stored, String.raw`"period": "[\"2026-11-25 08:30:00+00\",\"2026-11-26 00:00:00.5+00\")"`)
  })

  test("a sealed content is committed to with a salt of its own for each change", async () => {
    opened = await openStore({ url })
    await opened.run(create(Patients, { ward: "w", name: "Änn".repeat(100), born: "1990-02-28" }, uid))
    await opened.run(create(Patients, { ward: "w", name: "Bob", born: null }, second))
    await opened.run(update(Patients, second, { ward: "x" }))
    await opened.run(remove(Patients, second))
    const rows = await direct.query(
      "select uid, version, sealed::text, salt, sealed_hash, after ->> 'name' from audit.change where resource = 'patients' order by uid, version"
    )
    assert.lengthOf(rows, 4)
    assert.deepStrictEqual(rows.at(-1)?.slice(2), [null, null, null, null])
    const salts = new Set(rows.slice(0, 3).map(([, , , salt]) => salt))
    assert.lengthOf([...salts], 3)
    for (const [of, version, sealed, salt, hash, name] of rows.slice(0, 3)) {
      assert.isNull(name, "the open content holds nothing of it")
      const place = { resource: "patients", uid: String(of), version: BigInt(version ?? 0) }
      const text = sealedText(place, sealed ?? "")
      assert.strictEqual(Buffer.byteLength(text) % 256, 0)
      const salted = Buffer.from(String(salt).slice(2), "hex")
      assert.lengthOf(salted, 32)
      assert.strictEqual(hash, `\\x${createHash("sha256").update(salted).update(text).digest("hex")}`)
    }
  })

  test("what others write is sealed likewise, where triggers record it", async () => {
    opened = await openStore({ url })
    await direct.query(outOfBand(Api.make("wards", { resources: [Patients] })))
    const third = "0198a000-0000-7000-8000-000000000009"
    await direct.query(
      "insert into shelf.patients (uid, ward, name, version, created_at, last_updated_at) values ($1, 'w', 'Eve', 1, now(), now())",
      [third]
    )
    await direct.query("update shelf.patients set name = 'Eva' where uid = $1", [third])
    await direct.query("delete from shelf.patients where uid = $1", [third])
    const rows = await direct.query(
      "select version, op, format, after::text, sealed::text, salt, sealed_hash from audit.change where uid = $1 order by version",
      [third]
    )
    assert.deepStrictEqual(
      rows.map(([, op, format]) => [op, format]),
      [
        ["create", "1"],
        ["update", "1"],
        ["delete", "1"]
      ]
    )
    for (const [version, , , after, sealed, salt, hash] of rows.slice(0, 2)) {
      assert.notInclude(after, "Ev")
      const text = sealedText(
        { resource: "patients", uid: third, version: BigInt(version ?? 0) },
        sealed ?? ""
      )
      const salted = Buffer.from(String(salt).slice(2), "hex")
      assert.strictEqual(hash, `\\x${createHash("sha256").update(salted).update(text).digest("hex")}`)
    }
    assert.deepStrictEqual(rows[2]?.slice(3), [null, null, null, null])
  })

  test("what was erased of a record's past is no part of it any more", async () => {
    opened = await openStore({ url })
    const erased = "0198a000-0000-7000-8000-000000000003"
    await opened.run(create(Patients, { ward: "w", name: "Cy", born: null }, erased))
    await opened.run(update(Patients, erased, { name: "Di" }))
    await direct.query("update audit.change set sealed = null, salt = null where uid = $1 and version = 1", [
      erased
    ])
    const told: Result.Result<Rows.Rows, StoreFailure> = await opened.run(history(Patients, erased))
    assert.deepStrictEqual(
      Result.getOrThrow(told)
        .values()
        .map((change) => Object(change)["after"]?.name),
      ["Di", undefined]
    )
  })
})
