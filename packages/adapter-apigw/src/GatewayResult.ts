/** What a Lambda answers, and what of it fits through. */

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
const headerBytes = (result: GatewayResult): number => {
  const single = Object.entries(result.headers ?? {})
  const multiple = Object.entries(result.multiValueHeaders ?? {}).flatMap(([name, values]) =>
    values.map((value) => [name, value] as const)
  )
  const cookies = (result.cookies ?? []).map((value) => ["set-cookie", value] as const)
  return [...single, ...multiple, ...cookies].reduce(
    (sum, [name, value]) => sum + name.length + Buffer.byteLength(value) + 4,
    0
  )
}
