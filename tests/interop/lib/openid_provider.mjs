// A real OpenID provider on loopback (oidc-provider), with its own pages for signing in, and a browser as far as they
// need one: cookies, redirects, forms.
import http from 'node:http'
import Provider from 'oidc-provider'

export class OpenIdProvider {
  static async start({ client, secret, redirectUri }) {
    const started = new OpenIdProvider()
    started.http = http.createServer()
    await new Promise((resolve) => started.http.listen(0, '127.0.0.1', resolve))
    started.issuer = `http://127.0.0.1:${started.http.address().port}`
    const provider = new Provider(started.issuer, {
      clients: [{
        client_id: client, client_secret: secret, redirect_uris: [redirectUri], token_endpoint_auth_method: 'client_secret_post',
      }],
      pkce: { required: () => true },
      cookies: { keys: ['test'] },
    })
    started.http.on('request', provider.callback())
    return started
  }

  async stop() {
    this.http.closeAllConnections()
    await new Promise((resolve) => this.http.close(resolve))
  }
}

// Signs somebody in at the provider from the address the desk gave, up to the one it sends the browser back to.
export async function signInElsewhere(url, login, backTo) {
  const cookies = new Map()
  let form
  for (let step = 0; step < 20; ++step) {
    if (url.startsWith(backTo)) return url
    const response = await fetch(url, {
      method: form ? 'POST' : 'GET', body: form, redirect: 'manual',
      headers: { Cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    })
    for (const cookie of response.headers.getSetCookie()) {
      const [name, value] = cookie.split(';')[0].split(/=(.*)/s)
      if (value) cookies.set(name, value)
      else cookies.delete(name)
    }
    form = undefined
    const location = response.headers.get('location')
    const page = await response.text()
    if (location) {
      url = new URL(location, url).href
      continue
    }
    const action = /<form[^>]*action="([^"]+)"/.exec(page)?.[1]
    if (!action) throw new Error(`no form at ${url}: ${response.status} ${page}`)
    const fields = [...page.matchAll(/<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"/g)].map(([, name, value]) => [name, value])
    form = new URLSearchParams(fields)
    const prompt = /name="prompt" value="([^"]+)"/.exec(page)?.[1]
    if (prompt === 'login') {
      form.set('login', login)
      form.set('password', 'anything')
    }
    url = new URL(action, url).href
  }
  throw new Error(`the provider sends us round and round: ${url}`)
}
