/** A store that answers as it is told, and remembers what it was asked. */
import {
  type AuditedCommand,
  type Cell,
  type Command,
  guardUnit,
  type Resource,
  ResourceStore,
  Rows,
  type Run,
  type StoreFailure,
  type Values
} from "@pgcrest/core"
import * as Context from "effect/Context"
import * as SecureRandom from "effect/crypto/SecureRandom"
import * as Effect from "effect/Effect"

/** Rows, or what is shown of them: then the command says which kind of answer it is. */
export type Answer = Rows.Rows | Rows.Answered<Values> | StoreFailure

export type Scripted = ReturnType<typeof make>

/** `asked` holds what happened, in order: commands by their tags, and where a unit begins and ends. */
export const make = (answer: (command: AuditedCommand) => Answer) => {
  const asked: Array<string> = []
  const commands: Array<AuditedCommand> = []
  const run: Run = (command) =>
    Effect.suspend(() => {
      asked.push(command.command._tag)
      commands.push(command)
      const told = answer(command)
      if (told instanceof Error) return Effect.fail(told)
      return Effect.succeed("_tag" in told ? told : answerOf(command.command, told))
    })
  const store: ResourceStore["Service"] = {
    run,
    unit: (body) =>
      Effect.sync(() => asked.push("begin")).pipe(
        Effect.andThen(guardUnit(run, body)),
        Effect.onExit(({ _tag }) => Effect.sync(() => asked.push(_tag === "Success" ? "commit" : "rollback")))
      )
  }
  const random = SecureRandom.make((size) => new Uint8Array(size))
  const context = Context.make(ResourceStore, store).pipe(Context.add(SecureRandom.SecureRandom, random))
  return { asked, commands, provide: Effect.provideContext(context) }
}

function answerOf(
  command: Command.Command<Resource.Resource, Cell>,
  shown: Rows.Answered<Values>
): Rows.Rows {
  switch (command._tag) {
    case "Get":
    case "Lock":
    case "List":
      return Rows.found(shown)
    case "Compare":
      return Rows.differences([], { past: null })
    case "Create":
    case "Replace":
    case "Update":
    case "Delete":
      return Rows.written(shown, { created: command._tag === "Create", visible: true })
    case "CreateMany":
    case "Upsert":
    case "UpdateMany":
    case "DeleteMany":
      return Rows.writtenMany(
        shown,
        shown.keys().map((key) => ({ ...key, created: command._tag === "CreateMany", visible: true }))
      )
    case "Recall":
    case "Trace":
    case "RecordRefusal":
      return Rows.fromChanges(command.permit.resource, [], null)
    case "History":
      return Rows.fromChanges(command.permit.resource, [], command.select)
  }
}
