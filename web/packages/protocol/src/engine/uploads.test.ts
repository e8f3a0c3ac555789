import { describe, expect, it } from 'vitest'
import { ApiError } from '../errors'
import { carry, startTransfer } from './uploads'

const bytesOf = (size: number) => new Uint8Array(size).map((_, at) => (at * 7 + (at >> 9)) & 0xff)
const quiet = () => new AbortController().signal

describe('carry', () => {
  it('brings every byte, a few parts at a time', async () => {
    const bytes = bytesOf(1_000_001)
    const transfer = startTransfer(new Blob([bytes]))
    const arrived = new Uint8Array(bytes.length)
    let open = 0
    let widest = 0
    const told: number[] = []
    await carry(
      transfer,
      async (part, piece) => {
        widest = Math.max(widest, (open += 1))
        await Promise.resolve()
        arrived.set(piece, part * transfer.partBytes)
        open -= 1
      },
      quiet(),
      (done) => told.push(done),
    )
    expect(arrived.every((byte, at) => byte === bytes[at])).toBe(true)
    expect(widest).toBeGreaterThan(1)
    expect(widest).toBeLessThanOrEqual(4)
    expect(told).toEqual([...told].sort((a, b) => a - b))
    expect(told.at(-1)).toBe(bytes.length)
  })

  it('goes on where it failed', async () => {
    const transfer = startTransfer(new Blob([bytesOf(900_000)]))
    const calls: number[] = []
    const save = (failing: number | null) => async (part: number) => {
      calls.push(part)
      if (part === failing) throw new ApiError({ name: 'FILE_PART_INVALID', code: 400, seconds: null })
    }
    await expect(carry(transfer, save(4), quiet(), () => {})).rejects.toThrow('FILE_PART_INVALID')
    const before = new Set(transfer.saved)
    expect(before.has(4)).toBe(false)
    calls.length = 0
    await carry(transfer, save(null), quiet(), () => {})
    expect(calls.some((part) => before.has(part))).toBe(false)
    expect(transfer.saved.size).toBe(transfer.total)
  })

  it('ends when it is cancelled, and reads no further', async () => {
    const transfer = startTransfer(new Blob([bytesOf(2_000_000)]))
    const controller = new AbortController()
    let calls = 0
    const run = carry(
      transfer,
      async () => {
        if ((calls += 1) === 2) controller.abort(new Error('enough'))
      },
      controller.signal,
      () => {},
    )
    await expect(run).rejects.toThrow('enough')
    expect(calls).toBeLessThan(transfer.total)
  })

  it('knows what cannot be sent', () => {
    expect(() => startTransfer(new Blob([]))).toThrow('FILE_EMPTY')
  })
})
