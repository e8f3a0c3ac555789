#!/usr/bin/python3
"""A real S3 server for tests: OpenStack Swift (Debian's python3-swift) with its S3 interface, on loopback.

Usage: s3_server.py DIRECTORY [PORT]

All of Swift runs in this one process: the proxy with s3api, which checks the signature of every request, and an
account, a container and an object server that keep one copy each below DIRECTORY. Prints the port when it answers.
The bucket is `files`, the region us-east-1, the keys are below. With the same DIRECTORY it finds what it had. The
file system must have extended attributes (ext4, xfs; tmpfs since Linux 6.6). Ends when its standard input does.
"""
import os
import pathlib
import sys
from time import time as clock, tzset

import eventlet

eventlet.monkey_patch()

from eventlet import wsgi  # noqa: E402  (after the patch)
from swift.common import utils  # noqa: E402

utils.HASH_PATH_SUFFIX = b'tests'  # else it asks /etc/swift for it

from swift.common.ring import RingBuilder  # noqa: E402
from swift.common.swob import Request  # noqa: E402
from swift.common.wsgi import SwiftHttpProtocol, loadapp  # noqa: E402

ACCESS_KEY = 'tests:files'  # tempauth's "account:user"
SECRET_KEY = 'not-a-secret'
BUCKET = 'files'
DEVICE = 'disk'

PROXY = f"""
[DEFAULT]
swift_dir = {{directory}}
log_level = ERROR

[pipeline:main]
pipeline = catch_errors gatekeeper listing_formats s3api tempauth slo proxy-server

[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
node_timeout = 30
conn_timeout = 5

[filter:tempauth]
use = egg:swift#tempauth
user_tests_files = {SECRET_KEY} .admin

[filter:s3api]
use = egg:swift#s3api
s3_acl = false
check_bucket_owner = false

[filter:slo]
use = egg:swift#slo

[filter:catch_errors]
use = egg:swift#catch_errors

[filter:gatekeeper]
use = egg:swift#gatekeeper

[filter:listing_formats]
use = egg:swift#listing_formats
"""

STORAGE = """
[DEFAULT]
swift_dir = {directory}
devices = {directory}/devices
mount_check = false
log_level = ERROR

[pipeline:main]
pipeline = server

[app:server]
use = egg:swift#{kind}
"""


def serve(directory, listener, name, text):
    """Starts the program that the configuration describes."""
    path = directory / f'{name}.conf'
    path.write_text(text)
    app = loadapp(str(path), global_conf={'log_name': name}, allow_modify_pipeline=False)
    eventlet.spawn(wsgi.server, listener, Cache(app), log_output=False, protocol=SwiftHttpProtocol,
                   capitalize_response_headers=False)
    return app


class Cache:
    """What Swift asks of memcached, which it would share with other proxies."""

    def __init__(self, app):
        self.app = app
        self.values = {}

    def __call__(self, env, start_response):
        env['swift.cache'] = self
        return self.app(env, start_response)

    def get(self, key, raise_on_error=False):
        value, until = self.values.get(key, (None, 0))
        return value if not until or clock() < until else None

    def set(self, key, value, time=0, **_):
        self.values[key] = (value, time and clock() + time)

    def delete(self, key, **_):
        self.values.pop(key, None)


def make_ring(directory, kind, port):
    """One copy, on one device, of which a part power of 2^2 is plenty."""
    builder = RingBuilder(2, 1, 1)
    builder.add_dev({'region': 1, 'zone': 1, 'weight': 1, 'ip': '127.0.0.1', 'port': port, 'device': DEVICE})
    builder.rebalance()
    builder.get_ring().save(str(directory / f'{kind}.ring.gz'))


def make_bucket(proxy):
    """Past the middlewares that ask who wants it."""
    while hasattr(proxy, 'app'):
        proxy = proxy.app
    request = Request.blank(f'/v1/AUTH_tests/{BUCKET}', environ={'REQUEST_METHOD': 'PUT'})
    answer = request.get_response(proxy)
    if not answer.is_success:
        sys.exit(f'{request.path}: {answer.status}')


def main():
    directory = pathlib.Path(sys.argv[1])
    port = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    (directory / 'devices' / DEVICE).mkdir(parents=True, exist_ok=True)
    os.environ['TZ'] = 'UTC'  # its dates are in the local time zone else
    tzset()
    for kind in ('account', 'container', 'object'):
        listener = eventlet.listen(('127.0.0.1', 0), reuse_port=False)
        make_ring(directory, kind, listener.getsockname()[1])
        serve(directory, listener, kind, STORAGE.format(directory=directory, kind=kind))
    listener = eventlet.listen(('127.0.0.1', port), reuse_port=False)
    make_bucket(serve(directory, listener, 'proxy', PROXY.format(directory=directory)))
    print(listener.getsockname()[1], flush=True)
    while eventlet.tpool.execute(os.read, 0, 1):  # until whoever started it is gone
        pass


if __name__ == '__main__':
    main()
