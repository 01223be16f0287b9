import * as Result from "effect/Result"
import { assert, describe, test } from "vitest"
import { outputOf } from "../../src/rows/output.ts"
import { wholeItems } from "../../src/shape/SelectionShape.ts"
import { raw, render } from "../../src/sql/Sql.ts"
import { readJudged, verdictSql } from "../../src/statements/verdict.ts"
import { Notes } from "../shelf.ts"

const uid = "0198a000-0000-7000-8000-000000000001"
const judged = {
  resource: Notes,
  uid,
  act: "update",
  referring: ["shelf_uid"],
  limit: 0,
  uids: [],
  most: null
}
const read = (immutable: string | null, verdict: string | null): object => {
  const answer = readJudged(
    [["mine", uid, "7", "t", immutable, verdict]],
    outputOf(
      Notes,
      wholeItems(Notes).filter(({ as }) => as === "text")
    ).written,
    judged
  )
  return Result.isSuccess(answer) ? { ...answer.success } : answer.failure
}

describe("a verdict", () => {
  test("is the first whose case holds; what cannot be is not asked", () => {
    const sql = verdictSql(
      [
        ["NotPermitted", raw("a")],
        ["FieldImmutable", null],
        ["VersionMismatch", raw("b")]
      ],
      "update"
    )
    assert.strictEqual(
      render(sql).text,
      "case\n    when a then 'NotPermitted'\n    when b then 'VersionMismatch'\n    else 'update'\n  end"
    )
    assert.strictEqual(render(verdictSql([], "lock")).text, "'lock'")
  })

  test("of success tells whether the record was made, and what the record is", () => {
    assert.deepInclude(read(null, "create"), { _tag: "Written", count: 1, created: true, visible: true })
    for (const verdict of ["replace", "update", "unchanged", "delete", "lock"])
      assert.deepInclude(read(null, verdict), { _tag: "Written", count: 1, created: false, visible: true })
  })

  test("of failure is the failure that it names, with the fields that may not change", () => {
    for (const verdict of ["NotPermitted", "VersionMismatch", "NewValuesRefused", "Conflict", "Raced"])
      assert.deepInclude(read(null, verdict), { _tag: verdict })
    assert.deepInclude(read("isbn,shelf", "FieldImmutable"), {
      _tag: "FieldImmutable",
      fields: ["isbn", "shelf"]
    })
    assert.deepInclude(read(null, "ReferenceMissing"), { _tag: "ReferenceMissing", fields: ["shelf_uid"] })
  })

  test.each(["written", "Update", "toString", "", null])(
    "of %j is no answer, whatever else came",
    (verdict) => {
      assert.deepInclude(read(null, verdict), {
        _tag: "AnswerUnknown",
        message: `The verdict on a record of "notes" is ${verdict}, which is none`
      })
    }
  )

  test("on no row is that there is no such record", () => {
    const answer = readJudged([], outputOf(Notes, wholeItems(Notes)).written, judged)
    assert.deepInclude(Result.isFailure(answer) ? answer.failure : {}, { _tag: "RecordNotFound", uid })
  })
})
