/** Opus always counts 48,000 samples to a second, whatever was recorded. */
export const SAMPLE_RATE = 48_000

/** Samples of one frame by the configuration in a packet's first byte (RFC 6716, table 2). */
function frameSamples(config: number): number {
  if (config < 12) return [480, 960, 1920, 2880][config & 3] ?? 960
  if (config < 16) return config & 1 ? 960 : 480
  return [120, 240, 480, 960][config & 3] ?? 960
}

/** How many samples a packet decodes to. */
export function packetSamples(packet: Uint8Array): number {
  const [head = 0, count = 0] = packet
  const code = head & 3
  const frames = code === 0 ? 1 : code === 3 ? count & 63 : 2
  return frames * frameSamples(head >> 3)
}
