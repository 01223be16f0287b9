/** All that the ablation calls of what no package's door leads to: a change of the hot path is followed here. */
// @boundaries-ignore a step that no door leads to
export { planOf } from "../../../packages/rest/src/plan.ts"
// @boundaries-ignore a step that no door leads to
export { settingsOf } from "../../../packages/rest/src/Settings.ts"
// @boundaries-ignore a step that no door leads to
export { finish } from "../../../packages/rest/src/response/finish.ts"
// @boundaries-ignore a step that no door leads to
export { toResponse } from "../../../packages/rest/src/response/toResponse.ts"
// @boundaries-ignore a step that no door leads to
export { makeCompile } from "../../../packages/adapter-postgres/src/compiling/compile.ts"
// @boundaries-ignore a step that no door leads to
export { makeLog } from "../../../packages/adapter-apigw/src/log.ts"
