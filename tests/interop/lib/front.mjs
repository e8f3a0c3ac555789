// What stands in front of a server in the world: a proxy on an address of its own, which a test can break.
import http from 'node:http'

export class Front {
  // broken: path -> function (request, response) that answers instead of the server; '*' for all.
  broken = new Map()
  port = 0 // of the server behind

  static async open() {
    const front = new Front()
    front.server = http.createServer((request, response) => front.#pass(request, response))
    await new Promise((resolve) => front.server.listen(0, '127.0.0.1', resolve))
    front.url = `http://127.0.0.1:${front.server.address().port}`
    return front
  }

  #pass(request, response) {
    const broken = this.broken.get(request.url) ?? this.broken.get('*')
    if (broken) return broken(request, response)
    const onward = http.request({
      host: '127.0.0.1', port: this.port, path: request.url, method: request.method, headers: request.headers,
    }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers)
      answer.pipe(response)
    })
    onward.on('error', () => response.writeHead(502).end())
    request.pipe(onward)
  }

  // An answer for `broken`.
  static answering(status, body = '') {
    return (_, response) => response.writeHead(status).end(body)
  }

  close() {
    this.server.closeAllConnections()
    return new Promise((resolve) => this.server.close(resolve))
  }
}
