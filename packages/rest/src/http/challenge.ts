/** What a 401 and some 403 tell of the credentials that would do (RFC 6750 §3). */

/** A header line of WWW-Authenticate; parameters in order, those that are null are left out. */
export const challenge = (
  realm: string,
  parameters: Readonly<Record<string, string | null>> = {}
): readonly [string, string] => [
  "www-authenticate",
  `Bearer ${Object.entries({ realm, ...parameters })
    .flatMap(([name, value]) => (value === null ? [] : [`${name}="${quotable(value)}"`]))
    .join(", ")}`
]

/** A quoted string of visible ASCII (RFC 9110 §5.6.4): gateways refuse other bytes, and a line end would be a header of its own. */
function quotable(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]/gu, "?").replaceAll(/["\\]/gu, "\\$&")
}
