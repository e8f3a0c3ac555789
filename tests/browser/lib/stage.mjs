// What every story begins and ends with: a server, a browser, and the people in it.
import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import { Browser } from './browser.mjs'
import { Client } from './client.mjs'
import { Peer } from './helper.mjs'
import { onFailure, step } from './step.mjs'
import { originOf, startServer } from './world.mjs'

class Stage {
  peers = []

  async start(name) {
    this.server = await startServer('--no-flood-limits')
    this.origin = originOf(this.server)
    this.browser = await Browser.start(this.origin)
    onFailure(() => this.browser.pictures(`failed-${name}`))
  }

  // Somebody at a desktop, in English unless `options` say otherwise.
  async desktop(name, options) {
    return new Client(await this.browser.device(name, options), this.server)
  }

  // Somebody with a phone, in German unless `options` say otherwise.
  async phone(name, options) {
    return new Client(await this.browser.phone(name, options), this.server)
  }

  // Somebody who uses another client.
  async peer(phone, firstName) {
    const peer = await Peer.signUp(this.server, phone, firstName)
    this.peers.push(peer)
    return peer
  }

  async stop() {
    for (const peer of this.peers) await peer.stop()
    await this.browser?.stop()
    await this.server?.stop()
  }
}

// To be called once, at the head of a suite. `name` is that of its pictures when a step fails; `prepare` comes before the
// first step. (One hook for both: Node 20 does not wait for one before it begins the next.)
export function setStage(name, prepare) {
  const stage = new Stage()
  before(async () => {
    await stage.start(name)
    await prepare()
  })
  after(() => stage.stop())
  return stage
}

// The last step of a suite.
export function noComplaints(stage) {
  step('no page complained', () => assert.deepEqual(stage.browser.complaints, []))
}
