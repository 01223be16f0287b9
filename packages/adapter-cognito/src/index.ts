// A user pool by its id.
export { type UserPool, userPool } from "./userPool.ts"
