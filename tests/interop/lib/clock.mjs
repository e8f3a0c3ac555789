// The wall clock of a server, which a test moves: libfaketime adds what a file says to every look at the time. The
// program itself knows nothing of it, and what it measures with the monotonic clock stays true.
import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

const library = readdirSync('/usr/lib')
  .map((folder) => `/usr/lib/${folder}/faketime/libfaketimeMT.so.1`)
  .find((file) => existsSync(file))

export const minutes = (count) => count * 60
export const days = (count) => count * 86_400

export class TestClock {
  #folder = mkdtempSync(path.join(os.tmpdir(), 'botschaft-clock-'))
  #offset = 0

  // at: Date from which it runs; without one, the true time.
  constructor(at = new Date()) {
    if (!library) throw new Error('libfaketime is missing: install the package faketime')
    this.set(at)
  }

  get #file() {
    return path.join(this.#folder, 'offset')
  }

  get env() {
    return {
      LD_PRELOAD: library,
      FAKETIME_TIMESTAMP_FILE: this.#file,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      NO_FAKE_STAT: '1', // times of files stay those of the disk
    }
  }

  now() {
    return new Date(Date.now() + this.#offset * 1000)
  }

  set(at) {
    this.#move(Math.round((at - Date.now()) / 1000))
  }

  pass(seconds) {
    this.#move(this.#offset + seconds)
  }

  // In one step, so that no reader finds half a number.
  #move(offset) {
    this.#offset = offset
    writeFileSync(`${this.#file}.new`, `${offset < 0 ? '' : '+'}${offset}\n`)
    renameSync(`${this.#file}.new`, this.#file)
  }

  remove() {
    rmSync(this.#folder, { recursive: true, force: true })
  }
}
