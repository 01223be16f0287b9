/** What `npx -y pnpm@12 bench` can be told. */
import { parseArgs } from "node:util"
import { type Operation, operations } from "./Operation.ts"

export interface Options {
  readonly rounds: number
  readonly millis: number
  readonly only: ReadonlyArray<Operation>
  /** The operation to profile instead of comparing; the folder that gets the profile. */
  readonly profile: { readonly operation: Operation; readonly folder: string } | null
}

export const usage = `npx -y pnpm@12 bench [--rounds 7] [--millis 500] [--only ${operations.join(",")}]
npx -y pnpm@12 bench --profile get --to folder     a CPU profile of our side alone, and its top functions`

/** The options of a command line; throws with a plain sentence. */
export const readOptions = (args: ReadonlyArray<string>): Options => {
  const { values } = parseArgs({
    args: args.filter((arg) => arg !== "--"),
    options: {
      rounds: { type: "string", default: "7" },
      millis: { type: "string", default: "500" },
      only: { type: "string", default: operations.join() },
      profile: { type: "string" },
      to: { type: "string" }
    }
  })
  return {
    rounds: natural(values.rounds, "--rounds"),
    millis: natural(values.millis, "--millis"),
    only: values.only.split(",").map(operation),
    profile:
      values.profile === undefined
        ? null
        : { operation: operation(values.profile), folder: folderOf(values.to) }
  }
}

function natural(text: string, name: string): number {
  if (!/^[1-9]\d{0,5}$/u.test(text)) throw new Error(`${name} is a whole number from 1, not "${text}".`)
  return Number(text)
}

function operation(name: string): Operation {
  const found = operations.find((known) => known === name)
  if (found === undefined) throw new Error(`"${name}" is no operation; there are ${operations.join(", ")}.`)
  return found
}

function folderOf(to: string | undefined): string {
  if (to === undefined) throw new Error("--profile needs --to with a folder for the profile.")
  return to
}
