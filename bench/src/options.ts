/** What `npx -y pnpm@12 bench` can be told. */
import { parseArgs } from "node:util"
import { type Case, type Operation, operations, type Source, sources } from "./Operation.ts"

export interface Options {
  readonly rounds: number
  readonly millis: number
  readonly cases: ReadonlyArray<Case>
  /** Whether cold starts are measured. */
  readonly cold: boolean
  /** Requests that are in flight at once in each process. */
  readonly concurrency: number
  readonly postgres: "15" | "18"
  readonly task: Task
}

/** What is done: the comparison, unless it is a CPU profile of our side, written to a folder, or the cost of each step. */
export type Task =
  | { readonly kind: "compare" }
  | { readonly kind: "ablation" }
  | { readonly kind: "profile"; readonly operation: Operation; readonly folder: string }

export const usage = `npx -y pnpm@12 bench [--rounds 7] [--millis 500] [--only ${[...operations, "cold"].join(",")}]
  [--events rest|http2|both] [--concurrency 1] [--postgres 18|15]
npx -y pnpm@12 bench --profile get --to folder     a CPU profile of our side alone, and its top functions
npx -y pnpm@12 bench --ablation                    what each step of a request costs`

/** The options of a command line; throws with a plain sentence. */
export const readOptions = (args: ReadonlyArray<string>): Options => {
  const { values } = parseArgs({
    args: args.filter((arg) => arg !== "--"),
    options: {
      rounds: { type: "string", default: "7" },
      millis: { type: "string", default: "500" },
      only: { type: "string", default: [...operations, "cold"].join(",") },
      events: { type: "string", default: "both" },
      concurrency: { type: "string", default: "1" },
      postgres: { type: "string", default: "18" },
      ablation: { type: "boolean", default: false },
      profile: { type: "string" },
      to: { type: "string" }
    }
  })
  const only = values.only.split(",")
  return {
    rounds: natural(values.rounds, "--rounds"),
    millis: natural(values.millis, "--millis"),
    cases: casesOf(only.filter((name) => name !== "cold").map(operation), values.events),
    cold: only.includes("cold"),
    concurrency: natural(values.concurrency, "--concurrency"),
    postgres: one(["18", "15"], values.postgres, "--postgres"),
    task: values.ablation ? { kind: "ablation" } : taskOf(values.profile, values.to)
  }
}

// By events of an HTTP API only what tells the two kinds apart.
const byBoth: ReadonlySet<Operation> = new Set<Operation>(["get", "create", "update"])

function casesOf(only: ReadonlyArray<Operation>, events: string): ReadonlyArray<Case> {
  const asked = one([...sources, "both"], events, "--events")
  const chosen = (source: Source, operation: Operation) =>
    asked === "both" ? source === "rest" || byBoth.has(operation) : asked === source
  return sources.flatMap((source) =>
    only.filter((operation) => chosen(source, operation)).map((operation) => ({ operation, source }))
  )
}

function taskOf(profile: string | undefined, folder: string | undefined): Task {
  if (profile === undefined) return { kind: "compare" }
  if (folder === undefined) throw new Error("--profile needs --to with a folder for the profile.")
  return { kind: "profile", operation: operation(profile), folder }
}

function natural(text: string, name: string): number {
  if (!/^[1-9]\d{0,5}$/u.test(text)) throw new Error(`${name} is a whole number from 1, not "${text}".`)
  return Number(text)
}

function operation(name: string): Operation {
  return one(operations, name, "An operation")
}

function one<A extends string>(known: ReadonlyArray<A>, name: string, what: string): A {
  const found = known.find((one) => one === name)
  if (found === undefined) throw new Error(`${what} is one of ${known.join(", ")}, not "${name}".`)
  return found
}
