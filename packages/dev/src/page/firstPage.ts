/** The first page as a response: for browsers that open the gateway's root, and nobody else. */
import { createHash } from "node:crypto"
import { header, type HttpRequest } from "../event/HttpRequest.ts"
import { splitTarget } from "../event/target.ts"
import type { HttpResponse } from "../response/HttpResponse.ts"
import { type Contents, render } from "./render.ts"
import { script } from "./script.ts"
import { style } from "./style.ts"

/** The page of these contents. */
export const firstPage = (contents: Contents): HttpResponse => ({
  status: 200,
  headers: [
    ["content-type", "text/html; charset=utf-8"],
    ["content-security-policy", policy],
    ["cache-control", "no-store"],
    ["vary", "accept"]
  ],
  body: Buffer.from(render(contents))
})

/** Whether a request is a browser's that opens the root. */
export const isForPage = (request: HttpRequest): boolean =>
  (request.method === "GET" || request.method === "HEAD") &&
  splitTarget(request.target).path === "/" &&
  (header(request, "accept") ?? "").includes("text/html")

const hashOf = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`

// Its own style and script, and requests to its own origin: nothing that a declaration names could run or load.
const policy = [
  "default-src 'none'",
  "connect-src 'self'",
  "img-src data:",
  `style-src ${hashOf(style)}`,
  `script-src ${hashOf(script)}`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'"
].join("; ")
