// @effect-diagnostics asyncFunction:off
/** PostgreSQL's own list of its SQLSTATEs (appendix A of its manual), class by class: each has an answer that was considered. */
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import { afterAll, assert, beforeAll, describe, test } from "vitest"
import { pgError } from "../../src/client/PgError.ts"
import { byClass } from "../../src/client/Remedy.ts"
import { translate } from "../../src/run/failureOf.ts"
import { connect, type Direct, makeDatabase, servers } from "../database.ts"
import { Books } from "../shelf.ts"

// What an update, a trigger's own statement in it, and a read come to, by class; codes of another answer than their class.
const answers: Readonly<Record<string, readonly [write: string, nested: string, read: string]>> = {
  "22": ["ValueRefused", "WriteRaised", "defect"],
  "2200H": ["defect", "defect", "defect"],
  "23": ["ConstraintViolated", "ConstraintViolated", "defect"],
  "23001": ["ReferenceMissing", "ReferenceMissing", "defect"],
  "23503": ["ReferenceMissing", "ReferenceMissing", "defect"],
  "23505": ["Conflict", "Conflict", "defect"],
  "23P01": ["Conflict", "Conflict", "defect"],
  "27": ["WriteSuppressed", "WriteSuppressed", "defect"],
  "44": ["ConstraintViolated", "ConstraintViolated", "defect"],
  "09": ["defect", "WriteRaised", "defect"],
  "20": ["defect", "WriteRaised", "defect"],
  "21": ["defect", "WriteRaised", "defect"],
  "38": ["defect", "WriteRaised", "defect"],
  P0: ["defect", "defect", "defect"],
  P0001: ["WriteRaised", "WriteRaised", "defect"],
  P0002: ["defect", "WriteRaised", "defect"],
  P0003: ["defect", "WriteRaised", "defect"],
  P0004: ["defect", "WriteRaised", "defect"],
  "08": ["StoreUnavailable", "StoreUnavailable", "StoreUnavailable"],
  "25006": ["StoreUnavailable", "StoreUnavailable", "StoreUnavailable"],
  "25P03": ["StoreTimeout", "StoreTimeout", "StoreTimeout"],
  "25P04": ["StoreTimeout", "StoreTimeout", "StoreTimeout"],
  "28": ["StoreUnavailable", "StoreUnavailable", "StoreUnavailable"],
  "57": ["StoreUnavailable", "StoreUnavailable", "StoreUnavailable"],
  "57014": ["StoreTimeout", "StoreTimeout", "StoreTimeout"],
  "58": ["StoreUnavailable", "StoreUnavailable", "StoreUnavailable"],
  F0: ["StoreUnavailable", "StoreUnavailable", "StoreUnavailable"],
  HV: ["StoreUnavailable", "StoreUnavailable", "StoreUnavailable"],
  "26": ["StoreBusy", "StoreBusy", "StoreBusy"],
  "40": ["StoreBusy", "StoreBusy", "StoreBusy"],
  "40003": ["StoreUnavailable", "StoreUnavailable", "StoreUnavailable"],
  "42P05": ["StoreBusy", "StoreBusy", "StoreBusy"],
  "53": ["StoreBusy", "StoreBusy", "StoreBusy"],
  "54000": ["ConstraintViolated", "ConstraintViolated", "defect"],
  "55006": ["StoreBusy", "StoreBusy", "StoreBusy"],
  "55P03": ["StoreBusy", "StoreBusy", "StoreBusy"],
  "72": ["StoreBusy", "StoreBusy", "StoreBusy"]
}
const mistake = ["defect", "defect", "defect"] as const

const answerOf = (code: string, operation: "update" | null, where?: string) => {
  const error = pgError(Object.assign(new Error("words"), { code, severity: "ERROR", where }), "alone")
  const subject = { resource: Books, uid: "1", operation, referring: null, rows: [] }
  const exit = Effect.runSyncExit(translate(error, subject, operation !== null))
  if (Exit.isSuccess(exit)) return "success"
  const told = Cause.squash(exit.cause)
  assert.instanceOf(told, Error)
  if (!("_tag" in told)) assert.match(told.message, /"books".*words/u)
  return "_tag" in told ? told._tag : "defect"
}

describe.each(servers())("on %s", (_, template) => {
  let direct: Direct
  beforeAll(async () => {
    direct = await connect(await makeDatabase(template))
  })
  afterAll(() => direct.close())

  test("every class, and every code, has its answer to a write, to a trigger in it, and to a read", async () => {
    const lines = await direct.query(
      "select regexp_split_to_table(pg_read_file(setting || '/errcodes.txt'), E'\\n') from pg_config where name = 'SHAREDIR'"
    )
    const codes = lines.flatMap(([line]) => /^[0-9A-Z]{5}(?=\s)/u.exec(line ?? "") ?? [])
    assert.isAbove(codes.length, 250)
    assert.deepStrictEqual(
      codes.filter((code) => !byClass.has(code.slice(0, 2))),
      []
    )
    const found = codes.map((code) => [
      code,
      answerOf(code, "update"),
      answerOf(code, "update", "PL/pgSQL function react() line 1 at SQL statement"),
      answerOf(code, null)
    ])
    const wanted = codes.map((code) => [code, ...(answers[code] ?? answers[code.slice(0, 2)] ?? mistake)])
    assert.deepStrictEqual(found, wanted)
  })
})
