// @effect-diagnostics globalDate:off
/** The request of the captures that the event shapes come from, and variations of it. */
import type { EventOptions, HttpRequest } from "@pgcrest/dev"

export const captured: HttpRequest = {
  method: "POST",
  target:
    "/capture/space%20value?repeat=one&repeat=two&redirect=https%3A%2F%2Fexample.com%2Fa%2Fb&literalPlus=a+b&encodedPlus=a%2Bb&empty=",
  headers: [
    ["Host", "api.example.com"],
    ["User-Agent", "curl/8.7.1"],
    ["accept", "*/*"],
    ["content-type", "application/json"],
    ["Content-Length", "17"],
    ["Connection", "keep-alive"],
    ["cookie", "session=abc123; theme=dark"],
    ["x-probe", "first"],
    ["x-probe", "second"]
  ],
  body: Buffer.from('{"letter":"λ"}'),
  remoteAddress: "203.0.113.7"
}

export const bare: HttpRequest = {
  ...captured,
  method: "GET",
  target: "/books",
  headers: [],
  body: Buffer.alloc(0)
}

export const options: EventOptions = {
  requestId: "7c2af7db-31f3-42b5-8a6d-9ffc74e3b9e0",
  now: new Date(1783711144836)
}

export const withType = (type: string): HttpRequest => ({ ...captured, headers: [["Content-Type", type]] })
