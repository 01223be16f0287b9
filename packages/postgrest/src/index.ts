// Serving PostgREST's wire, and what is decided there.
export * as Postgrest from "./Postgrest.ts"
export type { PostgrestOptions } from "./PostgrestOptions.ts"
