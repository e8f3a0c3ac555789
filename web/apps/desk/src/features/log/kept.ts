// What this browser keeps of the log between visits.
import type { Memory } from './explorer'

const MEMORY = 'botschaft.desk.log'
const WITNESSES = 'botschaft.desk.witnesses'

function read(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}
function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value)
  } catch {
    // Private windows may refuse; then every visit is the first.
  }
}

export function loadMemory(): Memory | null {
  try {
    return JSON.parse(read(MEMORY) ?? 'null') as Memory | null
  } catch {
    return null
  }
}
export const saveMemory = (memory: Memory) => write(MEMORY, JSON.stringify(memory))
export const loadWitnesses = () => read(WITNESSES) ?? ''
export const saveWitnesses = (keys: string) => write(WITNESSES, keys)
