/** The door "./history": a checker of what concurrent clients saw, without vitest. */
export * as ListAppend from "./history/ListAppend.ts"
