// @effect-diagnostics globalConsole:off
/** A sandbox that says when its store opens and closes, which takes until its input ends; run by shutdown.integration.test.ts. */
import { once } from "node:events"
import { ApiGateway } from "@pgcrest/adapter-apigw"
import { ResourceStore } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { api, storeOf } from "./handlers.ts"

const say = (word: string) => Effect.sync(() => console.log(word))
const layer = Layer.effect(
  ResourceStore,
  Effect.as(
    Effect.acquireRelease(say("opened"), () =>
      say("closing").pipe(
        Effect.andThen(Effect.promise(() => once(process.stdin.resume(), "end"))),
        Effect.andThen(say("closed"))
      )
    ),
    storeOf(() => Effect.never)
  )
)
ApiGateway.handler(api, layer)
console.log("ready")
setInterval(() => {}, 60_000)
