/** Signatures of ECDSA as OpenSSL reads them: DER, where JWS has the two numbers side by side (RFC 7518 §3.4). */

/** A sequence of two integers, from two numbers of equal length. Asked for the other form, node makes the key anew each time, which costs 30 µs. */
export const derSignature = (signature: Buffer): Buffer => {
  const middle = signature.length / 2
  const body = [...integer(signature.subarray(0, middle)), ...integer(signature.subarray(middle))]
  return Buffer.from([0x30, ...(body.length < 0x80 ? [] : [0x81]), body.length, ...body])
}

/** Without zeros before it but for one that keeps it positive. */
function integer(number: Buffer): ReadonlyArray<number> {
  const first = number.findIndex((byte) => byte !== 0)
  const digits = first === -1 ? [] : [...number.subarray(first)]
  const signed = (digits[0] ?? 0x80) < 0x80 ? digits : [0, ...digits]
  return [0x02, signed.length, ...signed]
}
