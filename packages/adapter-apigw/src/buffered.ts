// @effect-diagnostics asyncFunction:off
/** The handler whose result Lambda takes as a whole. */
import type { Handler } from "./HandlerOptions.ts"
import type { GatewayResult } from "./result/GatewayResult.ts"
import type { Serving } from "./serve.ts"

/** Answers each event by one result. */
export const buffered =
  (serving: Serving): Handler =>
  async (event, context) => {
    const asked = await serving.ask(event, context)
    if (asked === null) return warm
    serving.log(asked)
    return asked.handled.result
  }

/** What is answered to who keeps a sandbox warm. */
export const warm: GatewayResult = { statusCode: 200, body: "", isBase64Encoded: false }
