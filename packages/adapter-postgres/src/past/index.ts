/** Records as they were, and what became of them: what the chunk of its own exports. */
export { compare } from "./compare.ts"
export { getThen } from "./getThen.ts"
export { listThen } from "./listThen.ts"
export { trace } from "./trace.ts"
