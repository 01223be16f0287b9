// Serving REST, and what is decided there.
export * as Rest from "./Rest.ts"
export type { Limits, People } from "./RestOptions.ts"
export * as Csv from "./formats/Csv.ts"
export * as GeoJson from "./formats/GeoJson.ts"
export * as Ndjson from "./formats/Ndjson.ts"
export * as Batch from "./batch/Batch.ts"
export * as Undo from "./undo/Undo.ts"
export * as History from "./history/History.ts"
export * as Rollback from "./Rollback.ts"
export * as TimeTravel from "./TimeTravel.ts"
export * as Streaming from "./streaming/Streaming.ts"
export * as Operations from "./operations/Operations.ts"
export type { CorsOptions } from "./http/cors.ts"

// Errors of hooks: the status of each, without which an api does not compile.
export type { HookProblems, HookStatus, NeedsNoProblems } from "./problem/HookProblems.ts"
export type { HookFailure } from "./problem/problem.ts"

// Describing the wire: what can be done at which address of a resource.
export { type Route, routes } from "./request/routes.ts"

// Writing a gateway's adapter: what it hands to a wire, and what it gets.
export type { Following, Missing, Outcome, Part, Streamed, Wire } from "./Wire.ts"
export type { Request, RequestHead, RequestHeaders } from "./Request.ts"
export type { Response } from "./Response.ts"

// Writing a format: what a wire is handed for `formats`.
export type { Format, Read, ReadLimits, ShownField, Writer } from "./Format.ts"

// Writing another wire: what it must answer besides requests, JSON read to the letter, PostgREST's query grammar, and what is HTTP's on any.
export { defect, type EdgeFailure } from "./problem/EdgeFailure.ts"
export type { Explanation, Violation } from "./problem/ProblemKind.ts"
export { shownFields } from "./response/shownFields.ts"
export { memberTexts } from "./json/memberTexts.ts"
export { stripNulls } from "./json/stripNulls.ts"
export { negotiate, type Offer } from "./http/negotiate.ts"
export { parseJson } from "./json/parseJson.ts"
export type { RequestFailure } from "./problem/RequestFailure.ts"
export { defaultLimits } from "./RestOptions.ts"
export type { Pairs } from "./query/Parameter.ts"
export { parseItemQuery } from "./query/parseItemQuery.ts"
export { parseNames } from "./query/parseNames.ts"
export { parseQuery } from "./query/parseQuery.ts"
export { type DecodedRequest, isDecoded } from "./Request.ts"
export { beforeRoute } from "./plan.ts"
export { recording } from "./recording.ts"
export { refusedIn } from "./refused.ts"
export { occasionFault, onOccasion } from "./request/occasion.ts"
export { type Settings as RestSettings, settingsOf } from "./Settings.ts"
export { challenge } from "./http/challenge.ts"
export { corsHeaders } from "./http/cors.ts"
export { listElements, parsePair, splitParameters } from "./http/fieldValue.ts"
export { parseMediaType } from "./http/mediaType.ts"
export { security } from "./response/finish.ts"
export { bodiless } from "./response/bodiless.ts"
export { shorter } from "./response/shorter.ts"
export { type Keyless, orKeyRunning, readKey } from "./request/readKey.ts"
