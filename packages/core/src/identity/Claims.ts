/** What a token or an authorizer says of its bearer. */

/** Claims by name, as their source gives them (RFC 7519 §4). */
export type Claims = Readonly<Record<string, unknown>>
