/** Who asks for a timeline, and of which wire. */
import type { Caller } from "@pgcrest/core"
import type { Settings } from "../Settings.ts"

export interface Asking {
  readonly settings: Settings
  readonly caller: Caller.Caller
}
