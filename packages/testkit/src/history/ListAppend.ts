/** Histories of lists to which clients append, judged as Jepsen's Elle does: pure, from what was recorded to a verdict. */
export type { Append, History, Read, Step, Transaction } from "./History.ts"
export { type Anomaly, type Dependency, type Fault, tell } from "./Fault.ts"
export { judge } from "./judge.ts"
