/** What before-hooks return: values that their resource takes, or a mistake of theirs. */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type { Create, Replace, Update } from "../command/Command.ts"
import { validValues } from "../command/validCommand.ts"
import type { Resource } from "../resource/Resource.ts"
import type { Cell, Values } from "../value/ColumnType.ts"
import { isObject } from "../value/jsonCell.ts"
import { type Asked, mistakeOf } from "./HookMistake.ts"
import { faultsOf } from "./passedOn.ts"

/** The values to write; what a hook has left as the client sent it is valid already. */
export const returned = <R extends Resource>(
  command: Create<R, Cell> | Replace<R, Cell> | Update<R, Cell>,
  values: Values,
  asked: Asked
): Effect.Effect<Values> => {
  if (values === command.values) return Effect.succeed(values)
  // What is no object has fields all the same: a text those of its letters.
  if (!isObject(values)) return Effect.die(mistakeOf(asked, "returned no record"))
  const valid = validValues({ ...command, values }, "server", false)
  return Result.isSuccess(valid)
    ? Effect.succeed(valid.success)
    : Effect.die(
        mistakeOf(asked, `returned what it does not take: ${faultsOf(valid.failure)}`, valid.failure)
      )
}
