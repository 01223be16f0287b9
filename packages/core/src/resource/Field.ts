/** All that a user calls `Field`: how fields are declared, by type, and what is said of them beside it. */
export {
  type Declared,
  type Default,
  type Field,
  from,
  type From,
  type OnCreate,
  type OnUpdate,
  type Plain,
  type Recorded,
  resolve
} from "./declaredField.ts"
export * from "./fieldTypes.ts"
export * from "./fieldTraits.ts"
