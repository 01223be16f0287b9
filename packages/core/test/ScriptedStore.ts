/** A store that answers as it is told, and remembers what it was asked. */
import {
  type AuditedCommand,
  guardUnit,
  ResourceStore,
  type Rows,
  type Run,
  type StoreFailure
} from "@pgcrest/core"
import * as Context from "effect/Context"
import * as SecureRandom from "effect/crypto/SecureRandom"
import * as Effect from "effect/Effect"

export type Answer = ReturnType<typeof Rows.fromValues> | StoreFailure

/** `asked` holds what happened, in order: commands by their tags, and where a unit begins and ends. */
export const make = (answer: (command: AuditedCommand) => Answer) => {
  const asked: Array<string> = []
  const commands: Array<AuditedCommand> = []
  const run: Run = (command) =>
    Effect.suspend(() => {
      asked.push(command.command._tag)
      commands.push(command)
      const told = answer(command)
      return "_tag" in told ? Effect.fail(told) : Effect.succeed(told)
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
