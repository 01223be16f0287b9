/** What a user calls `Resource`: how one is made, and what every one is. */
export { make, type Options } from "./makeResource.ts"
export { columnOf, playing } from "./columnOf.ts"
export { isAddress } from "./address.ts"
export {
  cellsOfUid,
  type Key,
  keyCell,
  type KeyMaker,
  readUid,
  soleColumn,
  takenFields,
  uidOf
} from "./Key.ts"
export * from "./Resource.ts"
