/** What a Lambda answers, and whether it fits through. */

/** The result of a proxy integration, in the dialect of the event's source. */
export interface GatewayResult {
  readonly statusCode: number
  /** The status line's text, which only a load balancer asks for. */
  readonly statusDescription?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly multiValueHeaders?: Readonly<Record<string, ReadonlyArray<string>>>
  readonly cookies?: ReadonlyArray<string>
  readonly body?: string
  readonly isBase64Encoded: boolean
}

/** Whether Lambda lets the result out (6,291,556 bytes of JSON) and a gateway its headers (10,240 bytes). */
export const fits = (result: GatewayResult): boolean =>
  headerBytes(result) <= largestHeaders && (isPlainlySmall(result) || jsonBytes(result) <= largestResult)

const largestHeaders = 10_240
// Lambda's limit, less 1 KB in case its runtime writes the JSON less tightly.
const largestResult = 6_291_556 - 1_024

// JSON makes at most six bytes of one UTF-16 unit. Names, marks and headers fit into the rest.
const isPlainlySmall = ({ body }: GatewayResult): boolean =>
  body === undefined || body.length * 6 + 6 * largestHeaders + 1_024 < largestResult

const jsonBytes = (result: GatewayResult): number => Buffer.byteLength(JSON.stringify(result))

// As on an HTTP/1.1 wire: `name: value` and a line end.
const headerBytes = ({ headers, multiValueHeaders, cookies }: GatewayResult): number => {
  let bytes = 0
  for (const name in headers) bytes += lineBytes(name, headers[name])
  for (const name in multiValueHeaders) {
    for (const value of multiValueHeaders[name] ?? []) bytes += lineBytes(name, value)
  }
  if (cookies !== undefined) for (const value of cookies) bytes += lineBytes("set-cookie", value)
  return bytes
}

const lineBytes = (name: string, value = ""): number => name.length + Buffer.byteLength(value) + 4
