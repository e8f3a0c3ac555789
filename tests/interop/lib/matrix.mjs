// What each client has been shown to do, as a table between two marks of docs/clients.md.
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'

const kFile = new URL('../../../docs/clients.md', import.meta.url)
const kStart = '<!-- matrix -->\n'
const kEnd = '<!-- end of matrix -->\n'

export class Matrix {
  #rows = new Map() // client name -> { client, cells: Map(feature -> Set of outcomes), transports: [] }

  constructor(features) {
    this.features = features
  }

  #row(client) {
    if (!this.#rows.has(client.name)) this.#rows.set(client.name, { client, cells: new Map(), transports: [] })
    return this.#rows.get(client.name)
  }

  // outcome: 'yes', or '-' where the library has no way to do it. A feature is tried with several partners.
  note(client, feature, outcome) {
    const { cells } = this.#row(client)
    cells.set(feature, new Set([...(cells.get(feature) ?? []), outcome]))
  }

  noteTransport(client, transport) {
    this.#row(client).transports.push(transport)
  }

  toString() {
    const line = (cells) => `| ${cells.join(' | ')} |\n`
    const rows = [...this.#rows.values()].map(({ client, cells, transports }) => line([
      `${client.name} ${client.version}`, client.layer,
      ...this.features.map((feature) => [...(cells.get(feature) ?? ['?'])].join('/')),
      transports.join(', '),
    ]))
    const head = ['client', 'layer', ...this.features, 'transports']
    return line(head) + `|${'---|'.repeat(head.length)}\n` + rows.join('')
  }

  // Compares with the document, or writes it there.
  publish() {
    const document = readFileSync(kFile, 'utf8')
    const [start, end] = [document.indexOf(kStart) + kStart.length, document.indexOf(kEnd)]
    assert.ok(start >= kStart.length && end >= start, `${kFile.pathname} has no marks for the matrix`)
    if (process.env.BOTSCHAFT_WRITE_MATRIX === '1') {
      writeFileSync(kFile, document.slice(0, start) + this.toString() + document.slice(end))
    } else {
      assert.equal(document.slice(start, end), this.toString(),
        'the table has changed: run with BOTSCHAFT_WRITE_MATRIX=1')
    }
  }
}
