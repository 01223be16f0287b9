import { assert, describe, it } from "@effect/vitest"
import {
  AnswerTooLarge,
  Api,
  Caller,
  type Command,
  type CommandFailure,
  Conflict,
  ConstraintViolated,
  FieldImmutable,
  handleCommand,
  HookRefusal,
  Hooks,
  KeyReused,
  NewValuesRefused,
  NotPermitted,
  OperandRefused,
  PatchConflict,
  MomentOutOfReach,
  SearchUnsupported,
  Records,
  RecordGone,
  RecordInvalid,
  RecordNotFound,
  ReferenceMissing,
  RowSecured,
  StillReferenced,
  StoreBusy,
  StoreTimeout,
  StoreUnavailable,
  TooManyAffected,
  Unauthenticated,
  ValueRefused,
  VersionMismatch,
  WriteRaised,
  WriteSuppressed
} from "@pgcrest/core"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { Authors, Books } from "../books.ts"
import { create, get, one, remove, uid, update } from "../library.ts"
import * as ScriptedStore from "../ScriptedStore.ts"

const [resource, act, cause] = ["books", "get", "gone"]

class MyConflict extends Schema.TaggedError<MyConflict>()("Conflict", { why: Schema.String }) {}
const mine = new MyConflict({ why: "two of a kind" })
const refuse = () => Effect.fail(mine)

/** What a command is refused with over a store that has every book, and whose authors are in conflict. */
const refusedBy = <E extends object>(
  hooks: Hooks.Hooks<E, never>,
  command: Command.ClientCommand<typeof Books> = get
) => {
  const store = ScriptedStore.make(({ command }) =>
    command.permit.resource.name === "books"
      ? one({ uid, version: 1n })
      : new Conflict({ resource: "authors", fields: ["name"] })
  )
  const api = Api.make("library", { resources: [Authors, Books], hooks: [hooks] })
  const caller = Caller.user("ann", { requestId: "r-1" })
  return Effect.flip(store.provide(handleCommand(api, command, caller, { strict: false })))
}

const own: { readonly [Tag in (CommandFailure | Unauthenticated)["_tag"]]: object } = {
  AnswerTooLarge: new AnswerTooLarge({ resource, outcomeUnknown: false }),
  KeyReused: new KeyReused(),
  Conflict: new Conflict({ resource, fields: [] }),
  ConstraintViolated: new ConstraintViolated({ resource, constraint: "c", fields: [] }),
  FieldImmutable: new FieldImmutable({ resource, fields: [] }),
  NewValuesRefused: new NewValuesRefused({ resource }),
  NotPermitted: new NotPermitted({ resource, act }),
  OperandRefused: new OperandRefused({ resource, fields: [] }),
  PatchConflict: new PatchConflict({ resource, operation: 0, reason: "test", detail: "does not hold" }),
  MomentOutOfReach: new MomentOutOfReach({ resource, reason: "future" }),
  SearchUnsupported: new SearchUnsupported({ resource }),
  RecordGone: new RecordGone({ resource, uid }),
  RecordInvalid: new RecordInvalid({ resource, faults: [] }),
  RecordNotFound: new RecordNotFound({ resource, uid }),
  ReferenceMissing: new ReferenceMissing({ resource, fields: [] }),
  RowSecured: new RowSecured({ resource }),
  StillReferenced: new StillReferenced({ resource, uid }),
  StoreBusy: new StoreBusy({ cause }),
  StoreTimeout: new StoreTimeout({ cause }),
  StoreUnavailable: new StoreUnavailable({ cause, outcomeUnknown: false }),
  TooManyAffected: new TooManyAffected({ resource, most: 1 }),
  Unauthenticated: new Unauthenticated({ resource, act }),
  ValueRefused: new ValueRefused({ resource, fields: [] }),
  VersionMismatch: new VersionMismatch({ resource, uid }),
  WriteRaised: new WriteRaised({ resource, code: "P0001", detail: null, cause }),
  WriteSuppressed: new WriteSuppressed({ resource, uid })
}

describe("a hook's failure", () => {
  it.effect.each(Object.entries(own))("%s stays what it is where its class is core's", ([, failure]) =>
    Effect.map(refusedBy(Hooks.make(Books, { beforeRead: () => Effect.fail(failure) })), (told) =>
      assert.strictEqual(told, failure)
    )
  )

  it.effect.each([
    ["beforeCreate", Hooks.make(Books, { beforeCreate: refuse }), create()],
    ["afterCreate", Hooks.make(Books, { afterCreate: refuse }), create()],
    ["beforeRead", Hooks.make(Books, { beforeRead: refuse }), get],
    ["afterRead", Hooks.make(Books, { afterRead: refuse }), get],
    ["beforeUpdate", Hooks.make(Books, { beforeUpdate: refuse }), update({})],
    ["afterUpdate", Hooks.make(Books, { afterUpdate: refuse }), update({})],
    ["beforeDelete", Hooks.make(Books, { beforeDelete: refuse }), remove],
    ["afterDelete", Hooks.make(Books, { afterDelete: refuse }), remove]
  ] as const)("of %s is its own where its class is, whatever its tag", ([, hooks, command]) =>
    Effect.map(refusedBy(hooks, command), (told) => {
      assert.instanceOf(told, HookRefusal)
      assert.strictEqual(told._tag === "HookRefusal" ? told.error : told, mine)
    })
  )

  it.effect("comes out of Records unchanged", () => {
    const beforeRead = () => Records.use((records) => records.get(Authors, uid))
    return Effect.map(refusedBy(Hooks.make(Books, { beforeRead })), (told) =>
      assert.instanceOf(told, Conflict)
    )
  })
})
