/** All that is called `Predicate`: conditions as data, whether they hold, and the text by which equal ones are known. */
export * from "./predicates.ts"
export { evaluate, type RowsOf } from "./evaluate.ts"
export { textOf } from "./predicateText.ts"
