import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import { assert, describe, test } from "vitest"
import { translate } from "../../src/run/failureOf.ts"
import { triesAfter } from "../../src/run/retry.ts"
import { type Phase, pgError } from "../../src/client/PgError.ts"
import type { Remedy } from "../../src/client/Remedy.ts"
import { isBroken, remedyOf } from "../../src/client/sqlState.ts"
import { Books } from "../shelf.ts"

const coded = (code: string, more: object = {}) =>
  Object.assign(new Error(`error ${code}`), { code, ...more })
const subject = {
  resource: Books,
  uid: "1",
  operation: "update",
  referring: null,
  rows: []
} as const

// What came, when; what may be done; whether the connection is lost; how often a write, and a read, is sent again.
const table: ReadonlyArray<readonly [unknown, Phase, Remedy, boolean, number, number]> = [
  [coded("40001"), "alone", "again", false, 3, 3],
  [coded("40P01"), "inside", "again", false, 3, 3],
  [coded("26000"), "alone", "again", false, 3, 3],
  [coded("42P05"), "inside", "again", false, 3, 3],
  [coded("57P01"), "alone", "reconnect", true, 0, 2],
  [coded("57P01"), "inside", "reconnect", true, 2, 2],
  [coded("57P02"), "alone", "reconnect", true, 0, 2],
  [coded("57P05"), "alone", "reconnect", true, 0, 2],
  [coded("08006"), "alone", "reconnect", true, 0, 2],
  [coded("57P03"), "connect", "reconnect", true, 2, 2],
  [coded("25006"), "alone", "reconnect", true, 2, 2],
  [coded("27000"), "alone", "constraint", false, 0, 0],
  [coded("44000"), "alone", "constraint", false, 0, 0],
  [coded("0A000", { routine: "RevalidateCachedQuery" }), "alone", "reconnect", true, 2, 2],
  [coded("0A000"), "alone", "defect", false, 0, 0],
  [coded("55000"), "connect", "unreachable", false, 0, 0],
  [coded("55000"), "alone", "defect", false, 0, 0],
  [coded("55006"), "alone", "busy", false, 0, 0],
  [coded("57P04"), "alone", "reconnect", true, 0, 2],
  [coded("40003"), "alone", "reconnect", true, 0, 2],
  [coded("08001"), "alone", "elsewhere", false, 0, 0],
  [coded("08006"), "alone", "reconnect", true, 0, 2],
  [coded("58P01"), "alone", "elsewhere", false, 0, 0],
  [coded("58030"), "alone", "reconnect", true, 0, 2],
  [coded("HV00N"), "inside", "elsewhere", false, 0, 0],
  [coded("P0002"), "alone", "defect", false, 0, 0],
  [coded("P0002", { where: "PL/pgSQL function" }), "alone", "constraint", false, 0, 0],
  [coded("53300"), "connect", "busy", false, 0, 0],
  [coded("55P03"), "alone", "busy", false, 0, 0],
  [new Error("timeout exceeded when trying to connect"), "connect", "busy", true, 0, 0],
  [coded("57014"), "alone", "timeout", false, 0, 0],
  [coded("25P03"), "inside", "timeout", true, 0, 0],
  [coded("25P04"), "inside", "timeout", true, 0, 0],
  [coded("25P04"), "alone", "timeout", true, 0, 0],
  [coded("INTERRUPTED"), "inside", "timeout", true, 0, 0],
  [coded("28000"), "connect", "login", false, 1, 1],
  [coded("28P01"), "connect", "login", false, 1, 1],
  [coded("23505"), "alone", "constraint", false, 0, 0],
  [coded("23505", { schema: "audit" }), "alone", "again", false, 3, 3],
  [coded("23502", { schema: "audit", column: "version" }), "alone", "again", false, 3, 3],
  [coded("23502", { schema: "audit", column: "uid" }), "alone", "constraint", false, 0, 0],
  [coded("23502", { schema: "audit", column: "resource" }), "alone", "defect", false, 0, 0],
  [coded("23502", { schema: "audit", column: "actor" }), "alone", "defect", false, 0, 0],
  [coded("23514", { schema: "audit" }), "alone", "defect", false, 0, 0],
  [coded("23514", { schema: "audit", constraint: "change_version_check" }), "alone", "again", false, 3, 3],
  [coded("22003"), "alone", "constraint", false, 0, 0],
  [coded("42P01"), "alone", "defect", false, 0, 0],
  [coded("3D000"), "connect", "defect", false, 0, 0],
  [coded("SETTING"), "connect", "defect", true, 0, 0],
  [coded("ECONNRESET"), "alone", "reconnect", true, 0, 2],
  [coded("EPIPE"), "alone", "reconnect", true, 0, 2],
  [coded("ECONNREFUSED"), "connect", "reconnect", true, 2, 2],
  [coded("ENOTFOUND"), "connect", "reconnect", true, 2, 2],
  [coded("EHOSTUNREACH"), "connect", "reconnect", true, 2, 2],
  [new Error("Connection terminated unexpectedly"), "alone", "reconnect", true, 0, 2],
  [
    new Error("Client has encountered a connection error and is not queryable"),
    "alone",
    "reconnect",
    true,
    2,
    2
  ],
  [new Error("Connection terminated due to connection timeout"), "connect", "reconnect", true, 2, 2],
  [coded("ERR_TLS_CERT_ALTNAME_INVALID"), "connect", "unreachable", true, 0, 0],
  [coded("SELF_SIGNED_CERT_IN_CHAIN"), "connect", "unreachable", true, 0, 0],
  [new Error("The server does not support SSL connections"), "connect", "unreachable", true, 0, 0],
  [coded("OVERSIZE"), "alone", "oversize", true, 0, 0],
  [coded("OVERSIZE"), "inside", "oversize", true, 0, 0],
  [new Error("something of ours"), "alone", "defect", true, 0, 0]
]

describe("an error of PostgreSQL or the socket", () => {
  test.each(table)("%s, %s: %s", (cause, phase, remedy, broken, writes, reads) => {
    const error = pgError(cause, phase)
    const found = [
      remedyOf(error),
      isBroken(error),
      triesAfter(error, "alone", true),
      triesAfter(error, "alone", false)
    ]
    assert.deepStrictEqual(found, [remedy, broken, writes, reads])
  })

  const unsent = new Error("Client has encountered a connection error and is not queryable")

  test.each([
    [coded("25P03"), "timeout", 0],
    [coded("25P04"), "timeout", 0],
    [coded("57P01"), "reconnect", 2],
    [coded("57P05"), "reconnect", 2],
    [coded("ECONNRESET"), "reconnect", 2]
  ] as const)(
    "of a query that was not sent any more is what closed its connection: %s",
    (words, remedy, tries) => {
      for (const phase of ["alone", "inside"] as const) {
        const error = pgError(unsent, phase, words)
        assert.deepInclude(error, { code: words.code, cause: words, undone: true })
        assert.deepStrictEqual(
          [remedyOf(error), isBroken(error), triesAfter(error, "alone", true)],
          [remedy, true, tries]
        )
      }
    }
  )

  test("of a query that was sent is its own, whatever came before", () => {
    const error = pgError(new Error("Connection terminated unexpectedly"), "alone", coded("25P03"))
    assert.deepInclude(error, { code: "CLOSED", undone: false })
  })

  test("of a login without a password is told in words of no protocol", () => {
    const said = "SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string"
    const error = pgError(new Error(said), "connect")
    const failure = Effect.runSync(Effect.flip(translate(error, null, false)))
    assert.strictEqual(
      failure.message,
      "The store cannot be reached: the server asks for a password, and none is given"
    )
  })

  test("of a host with several addresses has a message", () => {
    const error = pgError(Object.assign(new AggregateError([]), { code: "ECONNREFUSED" }), "connect")
    assert.deepInclude(error, { code: "ECONNREFUSED", message: "ECONNREFUSED" })
  })

  test.each([
    [coded("57P01"), "alone", true],
    [coded("ECONNRESET"), "alone", true],
    [coded("57P01"), "inside", false],
    [coded("25006"), "alone", false],
    [coded("57P03"), "connect", false],
    [coded("08001"), "alone", false],
    [coded("HV00N"), "alone", false],
    [coded("58P01"), "alone", false],
    [coded("58030"), "alone", true],
    [coded("40003"), "alone", true],
    [coded("ERR_TLS_CERT_ALTNAME_INVALID"), "connect", false]
  ] as const)("%s, %s, leaves the outcome of a write unknown: %s", (cause, phase, unknown) => {
    const failure = Effect.runSync(Effect.flip(translate(pgError(cause, phase), subject, true)))
    assert.deepInclude(failure, { _tag: "StoreUnavailable", outcomeUnknown: unknown })
    const read = Effect.runSync(Effect.flip(translate(pgError(cause, phase), subject, false)))
    assert.deepInclude(read, { _tag: "StoreUnavailable", outcomeUnknown: false })
  })

  test.each([
    [coded("40P01"), "StoreBusy"],
    [coded("53300"), "StoreBusy"],
    [coded("55P03"), "StoreBusy"],
    [coded("57014"), "StoreTimeout"],
    [coded("57P03"), "StoreUnavailable"],
    [coded("25006"), "StoreUnavailable"]
  ])("%s ends as %s", (cause, tag) => {
    const failure = Effect.runSync(Effect.flip(translate(pgError(cause, "connect"), subject, true)))
    assert.strictEqual(failure._tag, tag)
  })
})

describe("what a trigger raises", () => {
  const told = (code: string, more: object) =>
    Effect.runSync(Effect.flip(translate(pgError(coded(code, more), "alone"), subject, true)))

  test.each(["P0001", "42501", "PT402", "APP01", "EXIST", "55000", "0A000", "28000", "25006", "08000"])(
    "is its own word, whatever its code is: %s",
    (code) => {
      const error = pgError(coded(code, { routine: "exec_stmt_raise", severity: "ERROR" }), "alone")
      assert.deepInclude(told(code, { routine: "exec_stmt_raise", severity: "ERROR" }), {
        _tag: "WriteRaised",
        code
      })
      assert.isFalse(isBroken(error))
    }
  )

  test("is tried again where that may pass, and a conflict where it says so", () => {
    assert.strictEqual(told("40001", { routine: "exec_stmt_raise", severity: "ERROR" })._tag, "StoreBusy")
    assert.strictEqual(told("23505", { routine: "exec_stmt_raise", severity: "ERROR" })._tag, "Conflict")
  })
})

describe("a parameter", () => {
  test.each([
    ["unnamed portal parameter $3 = '…'", 3],
    ["unnamed portal parameter $12", 12],
    ["PL/pgSQL function sane(integer) line 1 at RAISE\nunnamed portal parameter $2 = '7'", 2],
    ['SQL statement "DELETE FROM ONLY x WHERE $1 OPERATOR(pg_catalog.=) a"', null],
    ["SQL-Anweisung »insert into log values ($1)«", null],
    ["", null]
  ])("is told by the context %j", (where, parameter) => {
    assert.strictEqual(pgError(coded("22P02", { where }), "alone").parameter, parameter)
  })
})

describe("a constraint", () => {
  const broken = (
    code: string,
    more: object,
    operation: "create" | "update" | "delete" | "replace" = "update"
  ) =>
    Effect.runSync(
      Effect.flip(translate(pgError(coded(code, more), "alone"), { ...subject, operation }, true))
    )

  test.each([
    ["23505", { constraint: "books_isbn_key", table: "books" }, "Conflict", ["isbn"]],
    ["23505", { constraint: "books_pkey", table: "books" }, "Conflict", []],
    ["23503", { constraint: "books_sequel_uid_fkey", table: "books" }, "ReferenceMissing", ["sequel_uid"]],
    ["23503", { constraint: "of_another_name", table: "books" }, "ReferenceMissing", []],
    ["23502", { column: "title", table: "books" }, "ConstraintViolated", ["title"]],
    ["23514", { constraint: "books_price_check", table: "books" }, "ConstraintViolated", ["price"]],
    ["23514", { constraint: "of_another_name", table: "books" }, "ConstraintViolated", []]
  ] as const)("%s %j is a %s of %j", (code, more, tag, fields) => {
    assert.deepInclude(broken(code, more), { _tag: tag, resource: "books", fields: [...fields] })
  })

  test.each(["23503", "23001"])(
    "%s of a delete is about those who refer to the record, of its own table too",
    (code) => {
      for (const table of ["books", "loans"]) {
        const failure = broken(code, { constraint: `${table}_sequel_uid_fkey`, table }, "delete")
        assert.deepInclude(failure, { _tag: "StillReferenced", uid: "1" })
      }
    }
  )

  test("of a create is about what it refers to, in a partition too", () => {
    assert.deepInclude(broken("23503", { constraint: "x", table: "books_2026" }, "create"), {
      _tag: "ReferenceMissing"
    })
  })

  test.each(["create", "update", "replace"] as const)(
    "that a trigger raises of a reference, without a table, is about what a %s refers to",
    (operation) => {
      const raised = { routine: "exec_stmt_raise", table: undefined }
      assert.deepInclude(broken("23503", raised, operation), { _tag: "ReferenceMissing", fields: [] })
      assert.deepInclude(broken("23503", raised, "delete"), { _tag: "StillReferenced" })
    }
  )

  test("of the trail, which has no row to record, is a write that the database suppressed", () => {
    const failure = broken("23502", { schema: "audit", table: "change_default", column: "uid" })
    assert.deepInclude(failure, { _tag: "WriteSuppressed", resource: "books", uid: "1" })
  })

  test("of a foreign key tells all that refers, where one alone would show which of them refers to what is there", () => {
    const more = { constraint: "books_sequel_uid_fkey", table: "books" }
    const told = (referring: ReadonlyArray<string> | null) =>
      Effect.runSync(
        Effect.flip(translate(pgError(coded("23503", more), "alone"), { ...subject, referring }, true))
      )
    assert.deepInclude(told(["sequel_uid", "other_uid"]), {
      _tag: "ReferenceMissing",
      fields: ["sequel_uid", "other_uid"]
    })
    assert.deepInclude(told(null), { _tag: "ReferenceMissing", fields: ["sequel_uid"] })
  })

  test("never tells PostgreSQL's detail", () => {
    const failure = broken("23505", {
      constraint: "books_isbn_key",
      table: "books",
      detail: "Key (isbn)=(secret) exists"
    })
    assert.notInclude(JSON.stringify(failure), "secret")
  })
})

describe("what is wrong on our side dies in a plain sentence", () => {
  const sentence = (code: string, phase: Phase = "alone") => {
    const exit = Effect.runSyncExit(translate(pgError(coded(code), phase), subject, false))
    return Exit.isFailure(exit) ? String(Cause.squash(exit.cause)) : "no failure"
  }

  test.each([
    [
      "42P01",
      /The database lacks a table that resource "books" needs \(shelf\.books, audit\.change, audit\.life, audit\.idempotency and audit\.refusal of sql\/audit\.sql, or one that a trigger of theirs asks for\)/
    ],
    ["42703", /The table shelf\.books lacks a column that resource "books" declares/],
    ["42501", /see sql\/grants\.sql/],
    ["42804", /PostgreSQL refused a statement for resource "books" \(42804\)/]
  ])("%s", (code, expected) => {
    assert.match(sentence(code), expected)
  })

  test("a refused session, as it was refused", () => {
    assert.strictEqual(sentence("SETTING", "connect"), "Error: error SETTING")
  })

  test("3D000 when it connects", () => {
    assert.match(sentence("3D000", "connect"), /PostgreSQL refuses the connection \(3D000\)/)
  })
})
