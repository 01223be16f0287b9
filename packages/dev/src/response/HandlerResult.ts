/** A handler's result, read as strictly as the gateways read it: what they refuse is refused here too, with the reason. */

type Pairs = ReadonlyArray<readonly [name: string, value: string]>

/** A result whose shape is right. */
export interface HandlerResult {
  readonly statusCode: number
  readonly headers: Pairs
  readonly multiValueHeaders: Pairs
  readonly cookies: ReadonlyArray<string>
  readonly body: string
  readonly isBase64Encoded: boolean
}

/** The result, or the sentence that says what is wrong with it. */
export const parseResult = (value: unknown): HandlerResult | string => {
  if (!isRecord(value)) return `The handler returned ${kind(value)} instead of an object with a statusCode.`
  const { body, cookies, headers, isBase64Encoded, multiValueHeaders, statusCode } = value
  const status = typeof statusCode === "string" ? Number(statusCode) : statusCode
  if (!isStatus(status)) return `statusCode is ${show(statusCode)} instead of a number from 200 to 599.`
  if (!isAbsent(body) && typeof body !== "string")
    return `body is ${kind(body)} instead of a string: JSON.stringify it.`
  if (!isAbsent(isBase64Encoded) && typeof isBase64Encoded !== "boolean")
    return `isBase64Encoded is ${show(isBase64Encoded)} instead of true or false.`
  if (!isAbsent(cookies) && !isTexts(cookies)) return "cookies is not an array of strings."
  const single = lines("headers", headers, (one) => (isScalar(one) ? [one] : undefined))
  const multi = lines("multiValueHeaders", multiValueHeaders, (all) =>
    Array.isArray(all) && all.every(isScalar) ? all : undefined
  )
  if (typeof single === "string") return single
  if (typeof multi === "string") return multi
  return {
    statusCode: status,
    headers: single,
    multiValueHeaders: multi,
    cookies: isTexts(cookies) ? cookies : [],
    body: typeof body === "string" ? body : "",
    isBase64Encoded: isBase64Encoded === true
  }
}

/** Whether this is a plain JSON object. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

type Scalar = string | number | boolean

const lines = (
  key: string,
  map: unknown,
  values: (value: unknown) => ReadonlyArray<Scalar> | undefined
): Pairs | string => {
  if (isAbsent(map)) return []
  if (!isRecord(map)) return `${key} is ${kind(map)} instead of an object.`
  const found: Array<readonly [string, string]> = []
  for (const [name, value] of Object.entries(map)) {
    const texts = values(value)
    if (texts === undefined) return `${key} has ${show(value)} for ${name}.`
    for (const text of texts) {
      if (!isHeaderName(name) || !isHeaderValue(String(text)))
        return `${key} has a name or value that HTTP does not allow: ${show(name)}, ${show(text)}.`
      found.push([name, String(text)])
    }
  }
  return found
}

const isAbsent = (value: unknown): value is null | undefined => value === null || value === undefined

const isStatus = (value: unknown): value is number =>
  typeof value === "number" && Number.isInteger(value) && value >= 200 && value <= 599

const isScalar = (value: unknown): value is Scalar => ["string", "number", "boolean"].includes(typeof value)

const isTexts = (value: unknown): value is ReadonlyArray<string> =>
  Array.isArray(value) && value.every((text) => typeof text === "string" && isHeaderValue(text))

const isHeaderName = (name: string): boolean => /^[!#$%&'*+.^_`|~\w-]+$/.test(name)

const isHeaderValue = (value: string): boolean => /^[\t\x20-\x7e\x80-\xff]*$/.test(value)

const kind = (value: unknown): string =>
  isAbsent(value)
    ? "nothing"
    : Array.isArray(value)
      ? "an array"
      : isRecord(value)
        ? "an object"
        : show(value)

const show = (value: unknown): string => (JSON.stringify(value) ?? "nothing").slice(0, 100)
