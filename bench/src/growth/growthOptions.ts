/** What `growth` can be told: whole numbers. */
import { parseArgs } from "node:util"

export interface GrowthOptions {
  readonly requests: number
  /** How many shapes strangers have between them. */
  readonly shapes: number
  /** Their requests for each eight honest ones. */
  readonly strangers: number
  /** In a filter of theirs, at most. */
  readonly conditions: number
  /** Memory is looked at after so many requests each time. */
  readonly every: number
}

/** The options of a command line. */
export const readOptions = (args: ReadonlyArray<string>): GrowthOptions => {
  const { values } = parseArgs({
    args: args.filter((arg) => arg !== "--"),
    options: {
      requests: { type: "string", default: "1000000" },
      shapes: { type: "string", default: "10000" },
      strangers: { type: "string", default: "2" },
      conditions: { type: "string", default: "12" },
      every: { type: "string", default: "50000" }
    }
  })
  return {
    requests: Number(values.requests),
    shapes: Number(values.shapes),
    strangers: Number(values.strangers),
    conditions: Number(values.conditions),
    every: Number(values.every)
  }
}
