import {
  AnswerTooLarge,
  AuthenticationInsufficient,
  Conflict,
  ConstraintViolated,
  FieldImmutable,
  HookRefusal,
  IdentityUnavailable,
  InsufficientScope,
  KeyReused,
  NewValuesRefused,
  NotPermitted,
  OperandRefused,
  PatchConflict,
  RecordInvalid,
  RecordGone,
  RecordNotFound,
  ReferenceMissing,
  RowSecured,
  MomentOutOfReach,
  SearchUnsupported,
  StillReferenced,
  StoreBusy,
  StoreTimeout,
  StoreUnavailable,
  TokenRefused,
  TooManyAffected,
  Unauthenticated,
  ValueRefused,
  VersionMismatch,
  WriteRaised,
  WriteSuppressed
} from "@pgcrest/core"
import { defect, type Response } from "@pgcrest/rest"
import { assert, describe, it } from "vitest"
import { type Sent, unsent } from "../../src/problem/Problem.ts"
import { type Failure, problemResponse } from "../../src/problem/problemResponse.ts"
import type { KnownFailure } from "../../src/problem/problems.ts"
import { Books } from "../clients/api.ts"

const told = (failure: Failure, sent: Sent = unsent): Response =>
  problemResponse(failure, {
    about: { schema: "public", realm: "library", resource: Books, links: [], sent },
    statuses: new Map([
      ["NoCopyLeft", 409],
      ["Upstream", 502],
      ["odd tag\r\n", 400]
    ]),
    problemBase: "https://problems.example/",
    instance: "/books",
    requestId: "r-1"
  })
const body = (failure: Failure, sent?: Sent): Record<string, unknown> =>
  JSON.parse(String(told(failure, sent).body))
const header = ({ headers }: Response, name: string) => headers.find(([one]) => one === name)?.[1]

const resource = "books"
const act = "update"
const cause = new Error("hunter2")
const detail = "why"

/** One of each: a failure that has none here does not compile. */
const samples: {
  readonly [Tag in KnownFailure["_tag"]]: readonly [
    failure: KnownFailure & { readonly _tag: Tag },
    status: number,
    code: string
  ]
} = {
  PathInvalid: [{ _tag: "PathInvalid" }, 404, "PGRST125"],
  RootDisabled: [{ _tag: "RootDisabled" }, 404, "PGRST126"],
  TableUnknown: [{ _tag: "TableUnknown", table: "x" }, 404, "PGRST205"],
  FunctionUnknown: [{ _tag: "FunctionUnknown", name: "x" }, 404, "PGRST202"],
  MethodNotOffered: [{ _tag: "MethodNotOffered", method: "PUT", allow: "OPTIONS,GET" }, 405, "PGRST117"],
  CallUnfit: [{ _tag: "CallUnfit", method: "GET", allow: "OPTIONS,POST" }, 405, "PGRST101"],
  SchemaUnknown: [{ _tag: "SchemaUnknown", schema: "x" }, 406, "PGRST106"],
  MediaUnavailable: [{ _tag: "MediaUnavailable", types: "text/html" }, 406, "PGRST107"],
  MediaUnfit: [{ _tag: "MediaUnfit", type: "text/csv", rule: "x" }, 406, "PGRST107"],
  PreferencesUnknown: [{ _tag: "PreferencesUnknown", preferences: ["x"] }, 400, "PGRST122"],
  QueryUnparsed: [{ _tag: "QueryUnparsed", what: "order", text: "x", at: 1, rule: "y" }, 400, "PGRST100"],
  QueryMeaningless: [
    {
      _tag: "QueryMeaningless",
      located: { parameter: "select", fault: { _tag: "FieldRepeated", place: "select", field: "id" } },
      text: "id,id"
    },
    400,
    "42701"
  ],
  RangeUnsatisfiable: [{ _tag: "RangeUnsatisfiable", why: "x", total: 3 }, 416, "PGRST103"],
  BodyUnread: [{ _tag: "BodyUnread", message: "x" }, 400, "PGRST102"],
  PayloadTooLong: [{ _tag: "PayloadTooLong", most: 1 }, 413, "PGCREST_PayloadTooLong"],
  ColumnUnknown: [{ _tag: "ColumnUnknown", column: "x" }, 400, "PGRST204"],
  ConflictTargetUnknown: [{ _tag: "ConflictTargetUnknown" }, 400, "42P10"],
  FilterNeeded: [{ _tag: "FilterNeeded", statement: "DELETE" }, 400, "21000"],
  NotSingular: [{ _tag: "NotSingular", rows: 2 }, 406, "PGRST116"],
  TooManyRows: [{ _tag: "TooManyRows", rows: 2 }, 400, "PGRST124"],
  RowsUncounted: [{ _tag: "RowsUncounted" }, 400, "PGRST128"],
  NoEntityTag: [{ _tag: "NoEntityTag" }, 412, "PGCREST_NoEntityTag"],
  NotImplemented: [{ _tag: "NotImplemented", feature: "x" }, 400, "PGRST127"],
  PutUnkeyed: [{ _tag: "PutUnkeyed" }, 405, "PGRST105"],
  PutLimited: [{ _tag: "PutLimited" }, 400, "PGRST114"],
  PutMismatched: [{ _tag: "PutMismatched" }, 400, "PGRST115"],
  MethodUnknown: [{ _tag: "MethodUnknown", detail }, 405, "PGRST117"],
  TargetTooLong: [{ _tag: "TargetTooLong", detail }, 414, "PGCREST_TargetTooLong"],
  HeadersTooLarge: [{ _tag: "HeadersTooLarge", detail }, 431, "PGCREST_HeadersTooLarge"],
  TargetMalformed: [{ _tag: "TargetMalformed", detail }, 400, "PGRST100"],
  RouteNotFound: [{ _tag: "RouteNotFound", detail }, 404, "PGRST125"],
  MethodNotAllowed: [{ _tag: "MethodNotAllowed", detail, allow: "GET" }, 405, "PGRST117"],
  HeaderInvalid: [{ _tag: "HeaderInvalid", detail }, 400, "PGCREST_HeaderInvalid"],
  EncodingUnsupported: [{ _tag: "EncodingUnsupported", detail }, 415, "PGCREST_EncodingUnsupported"],
  MediaTypeUnsupported: [
    { _tag: "MediaTypeUnsupported", detail, accept: ["accept", "x"] },
    415,
    "PGCREST_MediaTypeUnsupported"
  ],
  NotAcceptable: [{ _tag: "NotAcceptable", detail }, 406, "PGRST107"],
  RangeNotSatisfiable: [{ _tag: "RangeNotSatisfiable", detail, total: null }, 416, "PGRST103"],
  QueryInvalid: [{ _tag: "QueryInvalid", detail }, 400, "PGRST100"],
  ConditionRequired: [{ _tag: "ConditionRequired", detail }, 428, "PGCREST_ConditionRequired"],
  KeyRunning: [{ _tag: "KeyRunning", detail }, 409, "PGCREST_KeyRunning"],
  ConditionFailed: [{ _tag: "ConditionFailed", detail }, 412, "PGCREST_ConditionFailed"],
  WeakEtag: [{ _tag: "WeakEtag", detail }, 412, "PGCREST_WeakEtag"],
  BodyTooLarge: [{ _tag: "BodyTooLarge", detail }, 413, "PGCREST_BodyTooLarge"],
  BodyMalformed: [{ _tag: "BodyMalformed", detail }, 400, "PGRST102"],
  BodyNotAnObject: [{ _tag: "BodyNotAnObject", detail }, 400, "PGRST102"],
  Defect: [defect(cause), 500, "PGCREST_Defect"],
  DeadlineExceeded: [{ _tag: "DeadlineExceeded", detail }, 504, "PGCREST_DeadlineExceeded"],
  TokenRefused: [new TokenRefused({ reason: "expired" }), 401, "PGRST303"],
  IdentityUnavailable: [new IdentityUnavailable({ of: "keys", cause }), 503, "PGCREST_IdentityUnavailable"],
  Unauthenticated: [new Unauthenticated({ resource, act }), 401, "42501"],
  InsufficientScope: [new InsufficientScope({ resource, act, scopes: ["a", "b"] }), 403, "42501"],
  AuthenticationInsufficient: [
    new AuthenticationInsufficient({ resource, act, maxAge: 60, mfa: true, scopes: [] }),
    401,
    "42501"
  ],
  NotPermitted: [new NotPermitted({ resource, act }), 403, "42501"],
  NewValuesRefused: [new NewValuesRefused({ resource }), 403, "42501"],
  RowSecured: [new RowSecured({ resource }), 403, "42501"],
  TooManyAffected: [new TooManyAffected({ resource, most: 1000 }), 400, "PGRST124"],
  RecordGone: [new RecordGone({ resource, uid: "1" }), 410, "PGCREST_RecordGone"],
  RecordNotFound: [new RecordNotFound({ resource, uid: "1" }), 404, "PGCREST_RecordNotFound"],
  Conflict: [new Conflict({ resource, fields: ["isbn"] }), 409, "23505"],
  ReferenceMissing: [new ReferenceMissing({ resource, fields: ["author_id"] }), 409, "23503"],
  StillReferenced: [new StillReferenced({ resource, uid: "1" }), 409, "23503"],
  ConstraintViolated: [
    new ConstraintViolated({ resource, constraint: "secret", fields: ["pages"] }),
    400,
    "23514"
  ],
  RecordInvalid: [
    new RecordInvalid({ resource, faults: [{ path: ["title"], code: "required", detail: "is required" }] }),
    400,
    "23502"
  ],
  FieldImmutable: [new FieldImmutable({ resource, fields: ["isbn", "title"] }), 400, "428C9"],
  ValueRefused: [new ValueRefused({ resource, fields: ["isbn"] }), 400, "22P02"],
  OperandRefused: [new OperandRefused({ resource, fields: [] }), 400, "22P02"],
  MomentOutOfReach: [new MomentOutOfReach({ resource, reason: "future" }), 400, "PGCREST_MomentOutOfReach"],
  SearchUnsupported: [new SearchUnsupported({ resource }), 400, "PGRST127"],
  PatchConflict: [
    new PatchConflict({ resource, operation: 0, reason: "test", detail }),
    409,
    "PGCREST_PatchConflict"
  ],
  WriteRaised: [new WriteRaised({ resource, code: "P0001", detail: null, cause }), 400, "P0001"],
  KeyReused: [new KeyReused(), 422, "PGCREST_KeyReused"],
  WriteSuppressed: [new WriteSuppressed({ resource, uid: "1" }), 409, "PGCREST_WriteSuppressed"],
  VersionMismatch: [new VersionMismatch({ resource, uid: "1" }), 412, "PGCREST_VersionMismatch"],
  StoreBusy: [new StoreBusy({ cause }), 503, "40001"],
  StoreTimeout: [new StoreTimeout({ cause }), 504, "57014"],
  StoreUnavailable: [new StoreUnavailable({ outcomeUnknown: true, cause }), 503, "PGRST001"],
  AnswerTooLarge: [new AnswerTooLarge({ resource, outcomeUnknown: false }), 400, "PGCREST_AnswerTooLarge"]
}

describe("a problem", () => {
  it.each(Object.entries(samples))("of %s has its status and code", (_, [failure, status, code]) => {
    const response = told(failure)
    assert.strictEqual(response.status, status)
    assert.strictEqual(header(response, "proxy-status"), `PostgREST; error=${code}`)
    assert.deepInclude(body(failure), { code, status, instance: "/books", request_id: "r-1" })
    assert.isString(body(failure)["message"])
    assert.isNotEmpty(body(failure)["message"])
    assert.notInclude(String(response.body), "hunter2")
    assert.notInclude(String(response.body), "secret")
  })

  it("tells where other credentials would do, and when to come again", () => {
    const challenged = (tag: keyof typeof samples) => header(told(samples[tag][0]), "www-authenticate")
    assert.strictEqual(challenged("Unauthenticated"), 'Bearer realm="library"')
    assert.include(challenged("TokenRefused"), 'error="invalid_token", error_description="JWT expired"')
    assert.include(challenged("InsufficientScope"), 'error="insufficient_scope", scope="a b"')
    assert.include(
      challenged("AuthenticationInsufficient"),
      'error="insufficient_user_authentication", max_age="60"'
    )
    for (const tag of ["StoreBusy", "StoreUnavailable", "IdentityUnavailable"] as const)
      assert.strictEqual(header(told(samples[tag][0]), "retry-after"), "1")
    for (const tag of ["MethodNotOffered", "CallUnfit", "MethodNotAllowed"] as const)
      assert.isString(header(told(samples[tag][0]), "allow"))
  })

  it("of a hook has its tag and status, and its message below 500", () => {
    const error = { _tag: "NoCopyLeft", message: "All copies are out." }
    assert.deepInclude(body(new HookRefusal(error)), {
      code: "NoCopyLeft",
      status: 409,
      message: "All copies are out."
    })
    const upstream = { _tag: "Upstream", message: "hunter2" }
    assert.deepInclude(body(new HookRefusal(upstream)), {
      code: "Upstream",
      status: 502,
      message: "Upstream"
    })
    const spaced = told(new HookRefusal({ _tag: "odd tag\r\n", message: "odd" }))
    assert.strictEqual(header(spaced, "proxy-status"), "PostgREST")
    for (const odd of [{ _tag: "Other", message: "hunter2" }, JSON.parse("null"), JSON.parse('"x"')])
      assert.deepInclude(body(new HookRefusal(odd)), { code: "PGCREST_Defect", status: 500 })
  })

  it("tells values of a conflict only where the client sent all of them in one row", () => {
    const conflict = new Conflict({ resource, fields: ["isbn", "title"] })
    const sent = (row: Sent["row"]): Sent => ({ row, inArray: false })
    assert.include(body(conflict, sent({ isbn: "1", title: "a" })), {
      details: "Key (isbn, title)=(1, a) already exists."
    })
    assert.include(body(conflict, sent({ isbn: "1" })), { details: null })
    assert.include(body(conflict), { details: null })
    const uid = new Conflict({ resource, fields: [] })
    assert.include(body(uid, sent({ id: 1 })), {
      details: null,
      message: 'duplicate key value violates unique constraint "books_pkey"'
    })
    const json = new Conflict({ resource, fields: ["meta"] })
    assert.include(body(json, sent({ meta: { a: [1] } })), {
      details: 'Key (meta)=({"a":[1]}) already exists.'
    })
    const missing = new ReferenceMissing({ resource, fields: ["author_id"] })
    assert.include(body(missing, sent({ author_id: 7 })), {
      details: 'Key (author_id)=(7) is not present in table "authors".'
    })
  })

  it("repeats what a client wrote in short", () =>
    assert.isBelow(String(told({ _tag: "TableUnknown", table: "x".repeat(10_000) }).body).length, 1000))
})
