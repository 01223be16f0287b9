/** How an issuer misbehaves when its callers are to be tested. */
import type { ServerResponse } from "node:http"

/**
 * `well`; `down`: hangs up; `slow`: never answers; `garbage`: a page instead of JSON; `huge`: 10 MB; `error`: status 500;
 * `redirect`: to where it would behave well.
 */
export type Behaviour = "well" | "down" | "slow" | "garbage" | "huge" | "error" | "redirect"

/** Answers as told; `well` is not answered here. */
export const misbehave = (
  behaviour: Exclude<Behaviour, "well">,
  path: string,
  response: ServerResponse
): void => {
  switch (behaviour) {
    case "down":
      return void response.destroy()
    case "slow":
      return
    case "garbage":
      return void response.writeHead(200, { "content-type": "text/html" }).end("<html>Welcome</html>")
    case "huge":
      return void response
        .writeHead(200, { "content-type": "application/json" })
        .end(`{"keys":[],"more":"${"x".repeat(10_000_000)}"}`)
    case "error":
      return void response.writeHead(500).end("{}")
    case "redirect":
      return void response.writeHead(302, { location: `${path}?again` }).end()
  }
}
