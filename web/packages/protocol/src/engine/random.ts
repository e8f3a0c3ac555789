import Long from 'long'

/** 64 random bits, for the ids that a client chooses. */
export function randomId(): Long {
  const [low, high] = crypto.getRandomValues(new Int32Array(2))
  return new Long(low ?? 0, high ?? 0)
}

/** The id that 16 hexadecimal digits stand for. */
export function idOfKey(key: string): Long {
  return Long.fromString(key, true, 16).toSigned()
}
