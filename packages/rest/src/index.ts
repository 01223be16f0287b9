export type { Request } from "./Request.ts"
export type { Response } from "./Response.ts"
