const CHANNEL = 'botschaft.tab'

/**
 * Calls back when a newer tab takes over. Two tabs would share one stored session and each miss updates that the
 * other one was told of.
 */
export function onTakenOver(listener: () => void): void {
  const own = crypto.getRandomValues(new Uint32Array(1))[0]
  const channel = new BroadcastChannel(CHANNEL)
  channel.addEventListener('message', ({ data }) => {
    if (data !== own) listener()
  })
  channel.postMessage(own)
}
