import { assert, describe, it } from "@effect/vitest"
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
  MomentOutOfReach,
  SearchUnsupported,
  RecordInvalid,
  RecordGone,
  RecordNotFound,
  ReferenceMissing,
  RowSecured,
  StillReferenced,
  StoreBusy,
  StoreTimeout,
  StoreUnavailable,
  TooManyAffected,
  TokenRefused,
  Unauthenticated,
  ValueRefused,
  VersionMismatch,
  WriteRaised,
  WriteSuppressed
} from "@pgcrest/core"
import * as Schema from "effect/Schema"
import { defect } from "../../src/problem/EdgeFailure.ts"
import { type Failure, type HookFailure, problemResponse } from "../../src/problem/problem.ts"
import type { KnownFailure } from "../../src/problem/problemKinds.ts"
import { headerInvalid, keyRunning, queryInvalid } from "../../src/problem/RequestFailure.ts"

const resource = "books"
const uid = "0198c0de-0000-7000-8000-00000000abcd"
const cause = new Error("select secret from books: password=hunter2")
const detail = "What is wrong."

// Exhaustive: a new failure does not compile until it is here, with its status.
const samples: {
  readonly [Tag in KnownFailure["_tag"]]: readonly [status: number, code: string, failure: Failure]
} = {
  RangeNotSatisfiable: [416, "range-not-satisfiable", { _tag: "RangeNotSatisfiable", detail, total: 3 }],
  TargetMalformed: [400, "target-malformed", { _tag: "TargetMalformed", detail }],
  HeaderInvalid: [400, "header-invalid", headerInvalid("if-match", "is malformed")],
  QueryInvalid: [400, "query-invalid", queryInvalid("limit", "range", "is too large", "Ask for less.")],
  BodyMalformed: [400, "body-malformed", { _tag: "BodyMalformed", detail }],
  MomentOutOfReach: [400, "moment-out-of-reach", new MomentOutOfReach({ resource, reason: "unkept" })],
  SearchUnsupported: [501, "search-unsupported", new SearchUnsupported({ resource })],
  OperandRefused: [400, "operand-refused", new OperandRefused({ resource, fields: ["isbn"] })],
  TooManyAffected: [400, "too-many-affected", new TooManyAffected({ resource, most: 10 })],
  AnswerTooLarge: [400, "answer-too-large", new AnswerTooLarge({ resource, outcomeUnknown: false })],
  Unauthenticated: [401, "unauthenticated", new Unauthenticated({ resource, act: "list" })],
  TokenRefused: [401, "token-refused", new TokenRefused({ reason: "expired" })],
  AuthenticationInsufficient: [
    401,
    "authentication-insufficient",
    new AuthenticationInsufficient({ resource, act: "list", maxAge: 300, mfa: true, scopes: ["books.read"] })
  ],
  InsufficientScope: [
    403,
    "insufficient-scope",
    new InsufficientScope({ resource, act: "list", scopes: ["books.read", "books.write"] })
  ],
  NotPermitted: [403, "not-permitted", new NotPermitted({ resource, act: "list" })],
  RowSecured: [403, "row-secured", new RowSecured({ resource })],
  NewValuesRefused: [403, "new-values-refused", new NewValuesRefused({ resource })],
  RouteNotFound: [404, "route-not-found", { _tag: "RouteNotFound", detail }],
  RecordGone: [410, "record-gone", new RecordGone({ resource, uid })],
  RecordNotFound: [404, "record-not-found", new RecordNotFound({ resource, uid })],
  MethodNotAllowed: [405, "method-not-allowed", { _tag: "MethodNotAllowed", allow: "GET, OPTIONS", detail }],
  NotAcceptable: [406, "not-acceptable", { _tag: "NotAcceptable", detail }],
  Conflict: [409, "conflict", new Conflict({ resource, fields: ["isbn"] })],
  PatchConflict: [
    409,
    "patch-conflict",
    new PatchConflict({ resource, operation: 1, reason: "absent", detail: "names a place that is not there" })
  ],
  StillReferenced: [409, "still-referenced", new StillReferenced({ resource, uid })],
  WriteSuppressed: [409, "write-suppressed", new WriteSuppressed({ resource, uid })],
  KeyRunning: [409, "key-running", keyRunning],
  VersionMismatch: [412, "version-mismatch", new VersionMismatch({ resource, uid })],
  ConditionFailed: [412, "condition-failed", { _tag: "ConditionFailed", detail }],
  WeakEtag: [412, "weak-etag", { _tag: "WeakEtag", detail }],
  BodyTooLarge: [413, "body-too-large", { _tag: "BodyTooLarge", detail }],
  TargetTooLong: [414, "target-too-long", { _tag: "TargetTooLong", detail }],
  MediaTypeUnsupported: [
    415,
    "media-type-unsupported",
    { _tag: "MediaTypeUnsupported", accept: ["accept-patch", "application/json"], detail }
  ],
  EncodingUnsupported: [415, "encoding-unsupported", { _tag: "EncodingUnsupported", detail }],
  KeyReused: [422, "key-reused", new KeyReused()],
  BodyNotAnObject: [422, "body-not-an-object", { _tag: "BodyNotAnObject", detail }],
  ValueRefused: [422, "value-refused", new ValueRefused({ resource, fields: ["isbn"] })],
  WriteRaised: [422, "write-raised", new WriteRaised({ resource, code: "P0001", detail: null, cause })],
  RecordInvalid: [
    422,
    "record-invalid",
    new RecordInvalid({ resource, faults: [{ path: ["a/b", 0], code: "check", detail: "is odd" }] })
  ],
  ReferenceMissing: [422, "reference-missing", new ReferenceMissing({ resource, fields: ["author_uid"] })],
  ConstraintViolated: [
    422,
    "constraint-violated",
    new ConstraintViolated({ resource, constraint: "books_price_check", fields: ["price"] })
  ],
  FieldImmutable: [422, "field-immutable", new FieldImmutable({ resource, fields: ["isbn"] })],
  ConditionRequired: [428, "condition-required", { _tag: "ConditionRequired", detail }],
  HeadersTooLarge: [431, "headers-too-large", { _tag: "HeadersTooLarge", detail }],
  Defect: [500, "defect", defect(cause)],
  MethodUnknown: [501, "method-unknown", { _tag: "MethodUnknown", detail }],
  StoreBusy: [503, "store-busy", new StoreBusy({ cause })],
  StoreUnavailable: [503, "store-unavailable", new StoreUnavailable({ cause, outcomeUnknown: false })],
  IdentityUnavailable: [503, "identity-unavailable", new IdentityUnavailable({ of: "keys", cause })],
  StoreTimeout: [504, "store-timeout", new StoreTimeout({ cause })],
  DeadlineExceeded: [504, "deadline-exceeded", { _tag: "DeadlineExceeded", detail }]
}
const all = Object.values(samples)
const settings = { realm: "library", problems: new Map(), problemBase: "https://pgcrest.dev/problems/" }

const Problem = Schema.Struct({
  type: Schema.String,
  title: Schema.String,
  status: Schema.Int,
  detail: Schema.String,
  hint: Schema.optionalKey(Schema.String),
  errors: Schema.optionalKey(
    Schema.Array(
      Schema.Struct({
        pointer: Schema.optionalKey(Schema.String),
        parameter: Schema.optionalKey(Schema.String),
        header: Schema.optionalKey(Schema.String),
        code: Schema.String,
        detail: Schema.String
      })
    )
  ),
  code: Schema.String,
  request_id: Schema.String
})
const decode = Schema.decodeUnknownSync(Schema.fromJsonString(Problem), { onExcessProperty: "error" })
const told = (failure: Failure, problems: Readonly<Record<string, number>> = {}) => {
  const response = problemResponse(
    failure,
    { ...settings, problems: new Map(Object.entries(problems)) },
    "r-1"
  )
  return { ...response, headers: new Map(response.headers), problem: decode(String(response.body)) }
}

describe("every known failure", () => {
  it.each(all)("is a %d %s, in the line and in the document", (status, code, failure) => {
    const { problem, status: line, headers } = told(failure)
    assert.deepStrictEqual([line, problem.status, problem.code], [status, status, code])
    assert.strictEqual(problem.type, `https://pgcrest.dev/problems/${code}`)
    assert.strictEqual(problem.request_id, "r-1")
    assert.strictEqual(headers.get("content-type"), "application/problem+json")
    assert.strictEqual(headers.get("cache-control"), "no-store")
  })

  it("has a code and a type of its own", () =>
    assert.strictEqual(new Set(all.map(([, code]) => code)).size, all.length))

  it("says nothing of uids, causes or SQL", () => {
    for (const [, , failure] of all) {
      const { body } = told(failure)
      for (const leak of [uid, "hunter2", "select ", "secret", "Error", "_check"])
        assert.notInclude(String(body), leak)
    }
  })

  it("has headers without line ends", () => {
    for (const [, , failure] of all) {
      for (const [name, value] of told(failure).headers) assert.match(`${name}: ${value}`, /^[\x20-\x7e]+$/)
    }
  })
})

describe("what goes with a status", () => {
  const headerOf = (failure: Failure, name: string) => told(failure).headers.get(name)

  it("401 names the realm and no error, as nothing was sent", () =>
    assert.strictEqual(headerOf(samples.Unauthenticated[2], "www-authenticate"), 'Bearer realm="library"'))

  it.each([
    ['the "best" library', '\\"best\\"'],
    ["a\\b", "a\\\\b"],
    ["Bücherei\r\nx: y", "B?cherei??x: y"]
  ])("401 has the api's name %j as a quoted string of one line", (realm, quoted) => {
    const { headers } = problemResponse(samples.Unauthenticated[2], { ...settings, realm }, "r-1")
    const value = new Map(headers).get("www-authenticate") ?? ""
    assert.include(value, quoted)
    assert.match(value, /^Bearer realm="(?:[ !#-[\]-~]|\\[ -~])*"$/)
  })

  it.each([
    [samples.TokenRefused[2], 'error="invalid_token", error_description="The token has expired."'],
    [
      samples.AuthenticationInsufficient[2],
      'error="insufficient_user_authentication", error_description="This needs somebody who signed in with more than one factor at most 300 seconds ago.", max_age="300", scope="books.read"'
    ],
    [
      samples.InsufficientScope[2],
      'error="insufficient_scope", error_description="This needs an access token with the scopes books.read books.write.", scope="books.read books.write"'
    ]
  ])("tells which credentials would do: %s", (failure, challenge) =>
    assert.strictEqual(headerOf(failure, "www-authenticate"), `Bearer realm="library", ${challenge}`)
  )

  it("405 lists the methods, 415 what would be taken", () => {
    assert.strictEqual(headerOf(samples.MethodNotAllowed[2], "allow"), "GET, OPTIONS")
    assert.strictEqual(headerOf(samples.MediaTypeUnsupported[2], "accept-patch"), "application/json")
    assert.strictEqual(headerOf(samples.EncodingUnsupported[2], "accept-encoding"), "identity")
  })

  it("503 and a key that is running say when to try again, nothing else does", () => {
    const after = all.filter(([, , failure]) => headerOf(failure, "retry-after") !== undefined)
    assert.deepStrictEqual(
      after.map(([status]) => status),
      [409, 503, 503, 503]
    )
  })
})

describe("what a client can mend", () => {
  const errors = (failure: Failure) => told(failure).problem.errors

  it("is pointed at in the body, the query or the headers", () => {
    assert.deepStrictEqual(errors(samples.RecordInvalid[2]), [
      { pointer: "#/a~1b/0", code: "check", detail: "is odd" }
    ])
    assert.deepStrictEqual(errors(samples.Conflict[2]), [
      { pointer: "#/isbn", code: "taken", detail: "is taken by another record" }
    ])
    assert.deepInclude(errors(samples.QueryInvalid[2])?.[0], { parameter: "limit", code: "range" })
    assert.deepInclude(errors(samples.HeaderInvalid[2])?.[0], { header: "if-match" })
  })

  it("is a value that the table forbids, of a field where that is known", () => {
    const forbidden = (...fields: ReadonlyArray<string>) =>
      told(new ConstraintViolated({ resource, constraint: "22001", fields })).problem
    const detail = "A constraint of the table forbids these values."
    assert.deepInclude(forbidden("price"), {
      detail,
      errors: [{ pointer: "#/price", code: "constraint", detail: "has a value that the table forbids" }]
    })
    assert.strictEqual(forbidden().detail, detail)
    assert.isUndefined(forbidden().errors)
    assert.notInclude(JSON.stringify(forbidden()), "22001")
  })

  it("is no error list where no field is known, and then nothing speaks of one", () => {
    const { detail, errors, hint } = told(new Conflict({ resource, fields: [] })).problem
    assert.isUndefined(errors)
    assert.strictEqual(detail, "Another record has this uid, or values that only one record may have.")
    assert.notInclude(hint ?? "", "errors")
  })

  it("is an act in words", () => {
    const refused = (act: string) => told(new NotPermitted({ resource, act })).problem.detail
    assert.strictEqual(refused("history"), "You may not read the history of books here.")
    assert.strictEqual(refused("get"), "You may not read books here.")
    assert.strictEqual(refused("update"), "You may not update books here.")
  })

  it("is a condition of either kind", () =>
    assert.include(told(samples.VersionMismatch[2]).problem.detail, "is there already, or is not there"))

  it("prefers a failure's own hint to that of its kind", () => {
    assert.strictEqual(told(samples.QueryInvalid[2]).problem.hint, "Ask for less.")
    assert.isNotEmpty(told(queryInvalid("limit", "range", "is too large")).problem.hint)
  })

  it("is told of a write whose outcome nobody knows", () => {
    for (const failure of [
      new StoreUnavailable({ cause, outcomeUnknown: true }),
      new AnswerTooLarge({ resource, outcomeUnknown: true })
    ]) {
      const { problem } = told(failure)
      assert.include(problem.detail, "may have happened")
      assert.include(problem.hint ?? "", "Read the record")
    }
  })
})

describe("an error of a hook", () => {
  const hooks = (error: HookFailure, problems: Readonly<Record<string, number>> = {}) =>
    told(new HookRefusal(error), problems)
  class NoCopyLeft extends Schema.TaggedError<NoCopyLeft>()("NoCopyLeft", { title: Schema.String }) {
    override get message() {
      return `All copies of "${this.title}" are on loan.`
    }
  }
  const error = new NoCopyLeft({ title: "Emma" })

  it("has the status that the wire declares, and its message for a detail", () => {
    assert.deepStrictEqual(hooks(error, { NoCopyLeft: 409 }).problem, {
      type: "https://pgcrest.dev/problems/no-copy-left",
      title: "No copy left",
      status: 409,
      detail: 'All copies of "Emma" are on loan.',
      code: "no-copy-left",
      request_id: "r-1"
    })
  })

  it.each(["null", "5", '"text"', "[]", "{}", '{ "_tag": 5 }', '{ "_tag": "Other", "message": "x" }'])(
    "that is %s, as of a program without types, is a defect",
    (json) => assert.deepInclude(hooks(JSON.parse(json), { NoCopyLeft: 409 }).problem, { code: "defect" })
  )

  it("without a message has its tag for a detail", () => {
    for (const json of ['{ "_tag": "NoCopyLeft" }', '{ "_tag": "NoCopyLeft", "message": 5 }'])
      assert.strictEqual(hooks(JSON.parse(json), { NoCopyLeft: 409 }).problem.detail, "No copy left.")
  })

  it("has its own status and message under a tag of core's, or of a refused request", () => {
    class Conflict extends Schema.TaggedError<Conflict>()("Conflict", { why: Schema.String }) {
      override get message() {
        return `Twice: ${this.why}.`
      }
    }
    assert.deepInclude(hooks(new Conflict({ why: "the seat" }), { Conflict: 423 }).problem, {
      status: 423,
      code: "conflict",
      detail: "Twice: the seat."
    })
    const odd = { _tag: "RouteNotFound", message: "No way leads there." }
    assert.deepInclude(hooks(odd, { RouteNotFound: 422 }).problem, { status: 422, detail: odd.message })
    assert.strictEqual(hooks(odd).problem.code, "defect")
  })

  it("says its message where it has a field called detail", () => {
    class Odd extends Schema.TaggedError<Odd>()("Odd", { detail: Schema.Int }) {
      override readonly message = "That is odd."
    }
    assert.strictEqual(hooks(new Odd({ detail: 5 }), { Odd: 422 }).problem.detail, "That is odd.")
  })

  it.each(["NoCopyLeft", "constructor", "__proto__", "toString", ""])(
    "is a 500 that says nothing where %j has no status",
    (_tag) => {
      const { problem, body } = hooks({ _tag, message: "password=hunter2" })
      assert.deepInclude(problem, { status: 500, code: "defect" })
      assert.notInclude(String(body), "hunter2")
    }
  )

  it.each([500, 502, 503, 504, 599])("says its tag alone with a status of %d", (status) => {
    const { problem, headers } = hooks(error, { NoCopyLeft: status })
    assert.deepStrictEqual(problem, {
      type: "https://pgcrest.dev/problems/no-copy-left",
      title: "No copy left",
      status,
      detail: "Something went wrong here. The log has the cause under this request id.",
      code: "no-copy-left",
      request_id: "r-1"
    })
    assert.strictEqual(headers.get("retry-after"), status === 503 ? "1" : undefined)
  })

  it("stands under the base that the wire declares", () => {
    const settings = {
      realm: "library",
      problems: new Map([["NoCopyLeft", 409]]),
      problemBase: "https://x.example/p/"
    }
    const { body } = problemResponse(new HookRefusal(error), settings, "r-1")
    assert.strictEqual(decode(String(body)).type, "https://x.example/p/no-copy-left")
  })
})
