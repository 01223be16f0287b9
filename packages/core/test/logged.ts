/** What the log is told, in place of a console. */
import * as Effect from "effect/Effect"
import * as Logger from "effect/Logger"

/** Runs effects, and keeps what they and their forks log. */
export const logged = () => {
  const lines: Array<string> = []
  const logger = Logger.make<unknown, void>(({ message }) => {
    lines.push([message].flat().map(String).join(" "))
  })
  return { lines, provide: Effect.provideService(Logger.CurrentLoggers, new Set([logger])) }
}
