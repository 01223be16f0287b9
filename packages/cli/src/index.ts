// The program as a function, for who calls it from another.
export { run } from "./run.ts"
export type { ExitCode, Outcome } from "./commands/Outcome.ts"
