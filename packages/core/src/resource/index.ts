/** What a user calls `Resource`: how one is made, and what every one is. */
export { make, type Options } from "./makeResource.ts"
export { columnOf } from "./columnOf.ts"
export * from "./Resource.ts"
